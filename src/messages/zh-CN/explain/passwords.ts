import type { passwords as en } from '../../en/explain/passwords.ts'
import type { TranslatedTopics } from '../../topic-texts.ts'

export const passwords: TranslatedTopics<typeof en> = {
  'wrong-password': {
    title: '控制台密码错误（指南：问题 3）',
    means:
      '输入的密码与 config.json 中的 admin.password_hash 或 admin.password 不符。连续三次错误后控制台会被锁定。',
    why: ['输入错误、大写锁定或键盘布局不同', '密码已修改但服务器没有重新加载', '文件中的哈希损坏或格式过旧'],
    do: [
      '检查配置的密码是否可能匹配',
      '$ chatctl doctor 3',
      '设置新密码，运行中的服务器会立即采用',
      '$ chatctl passwd',
      '运行服务器的用户不用控制台也能执行所有命令',
      '$ chatctl users',
    ],
  },
  'console-locked': {
    title: '密码错误次数过多，控制台已锁定（指南：问题 3）',
    means: '连续三次输入错误密码后，管理员控制台被锁定。客户端不受影响，单独的命令仍可使用。',
    why: ['有人忘记了密码', '有人在猜密码：日志中有时间记录'],
    do: [
      '查看是谁尝试的',
      '$ chatctl logs --event admin/login-failed -n 10',
      '忘记密码时设置新密码，同时解除锁定，不会断开用户',
      '$ chatctl passwd',
      '记得密码时，重新加载即可解除锁定',
      '$ chatctl reload',
      '在此之前，不用控制台也能执行所有命令',
      '$ chatctl --help',
    ],
  },
  'console-unlocked': {
    title: '控制台已打开',
    means: '密码正确，或锁定已被解除。如果不是您本人操作，请更换密码。',
    why: [],
    do: ['查看是谁、什么时候', '$ chatctl logs --event admin/login --event admin/unlocked -n 10'],
  },
  'no-password': {
    title: '控制台没有密码',
    means:
      'admin.password_enabled 为 true 但没有设置密码，或者它为 false：能打开控制套接字的人都能使用控制台。旧服务器有默认密码，chatctl 没有。',
    why: ['全新的配置', '为了进入而取消了密码（指南：问题 3 方案 1），之后没有重新设置'],
    do: ['设置密码', '$ chatctl passwd'],
  },
  'plain-password': {
    title: '控制台密码以明文保存在 config.json 中',
    means: '可以使用，但任何能看到该文件、备份或屏幕的人都知道密码。',
    why: ['沿用了旧服务器的配置', '手动设置了 admin.password'],
    do: [
      '改为保存哈希，密码不变',
      '$ chatctl passwd --upgrade',
      '并且只允许服务用户读取该文件',
      '$ sudo chmod 640 /opt/chatserver/config.json',
    ],
  },
  'weak-password': {
    title: '控制台密码是公开的默认密码或过短',
    means: '该密码出现在旧服务器的文档中（admin123 等），或者短到很快就能猜出。',
    why: ['安装后从未修改'],
    do: ['换一个至少 12 个字符的密码', '$ chatctl passwd', '或自动生成', '$ chatctl passwd --generate'],
  },
  'password-hash': {
    title: 'config.json 中的密码哈希格式过旧或无法识别',
    means:
      '应为 bcrypt 或 argon2 哈希。旧版的 SHA-256 摘要（64 位十六进制）很容易被猜出，其他格式的值与任何密码都不匹配。',
    why: ['旧版本的配置', '复制时哈希不完整', '把明文密码写进了 password_hash'],
    do: [
      '密码不变，改存为新的哈希（会要求输入密码）',
      '$ chatctl passwd --upgrade',
      '没人知道密码，或哈希已损坏时，设置新密码',
      '$ chatctl passwd',
    ],
  },
  'password-check-failed': {
    title: '无法验证密码',
    means: '验证过程本身失败，因此无论输入什么都无法登录控制台。',
    why: ['config.json 中的哈希已损坏', '程序缺少原生模块'],
    do: ['重新设置密码', '$ chatctl passwd', '如果仍然失败，请重新安装依赖', '$ npm ci'],
  },
  'password-age': {
    title: '控制台密码已很久没有更换',
    means: '指南的每月检查清单要求更新密码。',
    why: ['已经数月没有更换'],
    do: ['设置新密码，不会断开用户', '$ chatctl passwd'],
  },
  'password-not-changed': {
    title: '密码没有被接受',
    means: '控制台密码没有改变。密码绝不从命令行读取，否则本机所有用户都能看到。',
    why: [
      '两次输入不一致，或为空',
      '这是旧服务器公开的默认密码',
      '没有终端可供输入，例如在脚本中',
      '使用 --upgrade 时：输入的不是当前密码',
    ],
    do: [
      '在终端中',
      '$ chatctl passwd',
      '在脚本中：自动生成并显示一次，或从文件读取',
      '$ chatctl passwd --generate',
      '$ chatctl passwd --stdin < password.txt',
    ],
  },
  'config-readable': {
    title: '本机其他用户可以读取密码文件',
    means: 'config.json 中有密码或哈希，而其权限允许所有用户读取。',
    why: ['复制时使用了普通文件的权限（644）'],
    do: [
      '$ chatctl doctor --fix security/config-readable',
      '或手动执行',
      '$ sudo chmod 640 /opt/chatserver/config.json',
    ],
  },
  'runs-as-root': {
    title: '服务器以 root 身份运行',
    means: '它不需要这样的权限：一旦有缺陷，就会影响整台机器。',
    why: ['以 root 手动启动', '单元中没有 User='],
    do: [
      '在单元中加入 User=chatserver，把目录交给该用户，然后重启',
      '$ sudo systemctl edit chatserver',
      '$ sudo chown -R chatserver:chatserver /opt/chatserver /var/log/chatserver',
      '$ sudo systemctl restart chatserver',
    ],
  },
}
