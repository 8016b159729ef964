export const security = {
  'security/published-password': {
    claim: '控制台密码不是公开的默认密码',
    fix: '换一个至少 12 个字符的新密码',
  },
  'security/plain-password': {
    claim: '控制台密码没有以明文写在 config.json 中',
    fix: '改为保存密码的哈希；密码本身不变',
  },
  'security/short-password': {
    claim: '控制台密码至少有 8 个字符',
    found: '控制台密码不足 8 个字符',
    seen: '{{path}} 中的 admin.password',
  },
  'security/unknown-hash': { claim: '控制台密码的哈希是可以校验的格式' },
  'security/no-password': {
    claim: '进入控制台需要密码',
    found: '进入控制台不需要密码：能打开控制套接字的人都能使用',
    none: '{{path}} 中既没有 admin.password_hash 也没有 admin.password',
    off: '{{path}} 中的 admin.password_enabled 为 false',
  },
  'security/config-readable': {
    claim: '只有服务器及其所在组可以读取 config.json',
    plain: '本机所有用户都能读到 {{path}} 中的控制台密码',
    hash: '本机所有用户都能读到 {{path}} 中控制台密码的哈希',
    seen: '权限为 {{mode}}',
    fix: '把权限设为 {{meant}}',
  },
  'security/runs-as-root': {
    claim: '服务器不以 root 身份运行',
    unit: '{{unit}}.service 以 root 身份运行服务器：一旦有漏洞，整台机器都会失守',
    hand: '服务器正在（或将会）以 root 身份运行；这只适合试用',
    seen: '{{path}} 没有指定运行用户',
    fix: '改用专用用户 {{user}} 运行，并把服务器的文件交给它',
    untold: '无法判断服务器以什么身份运行',
  },
  'security/ban-hits-this-host': {
    claim: '没有封禁到本机或当前会话',
    loopback: '封禁 {{entry}} 波及本机自身（{{address}}）：无法从本机加入聊天',
    own: '封禁 {{entry}} 波及本机地址（{{address}}）',
    ssh: '封禁 {{entry}} 波及当前 SSH 会话的来源地址（{{address}}）',
    seen: '{{path}} 中有 {{entry}}',
  },
  'security/failed-logins': {
    claim: '没有人在试探控制台密码',
    found: '最近一天控制台密码输错 {{count}} 次',
    seen: '最近一次在 {{time}}：{{example}}',
  },
} as const
