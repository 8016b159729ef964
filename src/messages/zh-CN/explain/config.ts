import type { config as en } from '../../en/explain/config.ts'
import type { TranslatedTopics } from '../../topic-texts.ts'

export const config: TranslatedTopics<typeof en> = {
  'config-missing': {
    title: '未找到 config.json（指南：问题 2 错误 1）',
    means: '在查找的位置没有配置文件。服务器使用默认配置：端口 3000、最多 50 个客户端、没有控制台密码。',
    why: ['服务的工作目录与您以为的不同', '文件从未创建，或被改名', '--config 指定了别的路径'],
    do: [
      '查看查找的位置和实际生效的配置',
      '$ chatctl config check',
      '$ chatctl config show',
      '生成一份带密码的默认配置',
      '$ chatctl config init /opt/chatserver/config.json',
    ],
  },
  'config-unreadable': {
    title: 'config.json 存在但无法读取',
    means: '文件存在，但当前用户没有读取权限，或者它是目录、FIFO 或设备。',
    why: ['文件属于 root，或权限为 600 且属于其他用户', '--config 中的路径是一个目录'],
    do: [
      '$ ls -la /opt/chatserver/config.json',
      '只允许服务用户读取',
      '$ sudo chown chatserver:chatserver /opt/chatserver/config.json',
      '$ sudo chmod 640 /opt/chatserver/config.json',
    ],
  },
  'config-encoding': {
    title: 'config.json 不是 UTF-8 编码',
    means: '文件以其他编码（GBK、UTF-16）保存，或带有字节顺序标记（BOM）。JSON 必须是不带 BOM 的 UTF-8。',
    why: ['用记事本或其他 Windows 编辑器修改过', '经过终端或复制时编码被改变'],
    do: ['由 chatctl 转换，原文件会保留', '$ chatctl doctor --fix config/encoding'],
  },
  'config-syntax': {
    title: 'config.json 不是有效的 JSON（指南：问题 1 原因 2）',
    means:
      '文件内容违反 JSON 语法，整个文件都无法使用。启动时服务器以退出码 2 结束；正在运行的服务器继续使用原有配置。',
    why: ['最后一项后面多了逗号，或两项之间缺少逗号', '写了注释：JSON 不支持注释', '缺少引号、} 或 ]'],
    do: [
      '查看每处错误的行号和列号',
      '$ chatctl config check',
      '逗号、注释和编码问题可以自动修复',
      '$ chatctl doctor --fix config/syntax',
      '然后',
      '$ chatctl reload',
    ],
  },
  'config-values': {
    title: 'config.json 中有设置的值不正确',
    means: '值的类型不对（"3000" 应为 3000）或超出范围。原服务器会接受它，以后才出错；chatctl 会立即指出。',
    why: ['数字或 true/false 写在了引号里', '数字超出范围，例如端口大于 65535', '应为文本的地方写成了对象'],
    do: [
      '查看是哪个键、哪一行以及应为什么',
      '$ chatctl config check',
      '意图明确的可以自动修复',
      '$ chatctl doctor --fix config/wrong-type',
      '修改某项设置；不合适的值会被拒绝',
      '$ chatctl config set server.port 3000',
    ],
  },
  'config-keys': {
    title: 'config.json 中有未知、重复或缺少的键',
    means: '拼写错误或放错位置的键不起作用；两个相同的键以后一个为准；缺少的键使用默认值。',
    why: ['拼写错误', '其他版本的键', '某个对象的右括号写得太晚，键落到了别的对象里'],
    do: ['查看每一处的行号以及可能想写的键', '$ chatctl config check', '修改之后', '$ chatctl reload'],
  },
  'config-too-big': {
    title: 'config.json 过大或嵌套过深，不像配置文件',
    means: '为保护内存，没有读完整个文件。正常的配置只有几 KB。',
    why: ['--config 指向了别的文件，例如日志', '有程序往里面写了内容'],
    do: ['$ ls -l /opt/chatserver/config.json', '$ head -c 300 /opt/chatserver/config.json'],
  },
  'config-unusable': {
    title: '配置无法使用（退出码 2）',
    means:
      'chatctl 读取了 config.json，发现错误，因此没有启动。指南：退出码 2，配置错误。（systemd 显示为 status=2/INVALIDARGUMENT。）',
    why: [
      'JSON 语法错误',
      '值的类型不对或超出范围',
      '文件无法读取，或不是 UTF-8',
      '如果是某条 chatctl 命令：命令或参数不存在',
    ],
    do: [
      '查看每处错误的行号和列号',
      '$ chatctl config check',
      '修复可以自动修复的部分',
      '$ chatctl doctor --fix config',
      '然后',
      '$ sudo systemctl reset-failed chatserver',
      '$ sudo systemctl restart chatserver',
    ],
  },
  'config-warning': {
    title: 'config.json 中有不起作用或有风险的内容',
    means: '配置已生效，但这一行指出的设置并不像写它的人所期望的那样工作。',
    why: ['未知或重复的键', '明文密码'],
    do: ['$ chatctl config check'],
  },
  'config-reloaded': {
    title: '已重新读取配置',
    means: '对 config.json 的修改已生效，需要重启的设置除外，它们会单独列出。',
    why: ['文件发生变化', 'chatctl reload、控制台或 SIGHUP'],
    do: ['查看当前状况', '$ chatctl status'],
  },
  'config-not-reloaded': {
    title: '重新读取配置失败',
    means: '修改后的文件有错误。正在运行的服务器保持原有配置，但下次启动会失败。',
    why: ['JSON 语法错误或值不正确', '文件不再可读', '文件被删除'],
    do: ['查看错误并修正', '$ chatctl config check', '然后', '$ chatctl reload'],
  },
  'config-needs-restart': {
    title: '运行中的设置与 config.json 不同',
    means: '有些设置（地址、端口、日志文件等）要到下次启动才生效，在此之前服务器使用旧值。',
    why: ['启动之后修改了 config.json', '修改因错误被拒绝'],
    do: [
      '查看是哪些设置，以及两边的值',
      '$ chatctl config diff',
      '使其生效（会断开用户）',
      '$ sudo systemctl restart chatserver',
    ],
  },
  'config-not-changed': {
    title: 'config.json 没有被修改',
    means:
      '文件完好，与之前一样。chatctl 要么完整修改，要么完全不改；不会与其他修改同时进行，也不会覆盖已有的文件。',
    why: ['文件不是 JSON，无法定位其中的内容', '新的值会带来错误', '另一条命令正在修改它', '磁盘已满或只读'],
    do: [
      '查看文件的问题',
      '$ chatctl config check',
      '意图明确的问题可自动修复',
      '$ chatctl doctor --fix config',
      '查看是否还有空间',
      '$ df -h /opt/chatserver',
    ],
  },
  'config-overridden': {
    title: '有设置不是来自 config.json',
    means: '--port 之类的参数或 CHATCTL_SERVER_PORT 之类的环境变量优先于文件，因此修改文件对它不起作用。',
    why: ['单元中的 Environment=', 'shell 中的环境变量，或 ExecStart 中的参数'],
    do: [
      '查看每项设置的来源，包括当前 shell 和运行中的服务器',
      '$ chatctl config show',
      '$ chatctl config diff',
      '以及单元中的设置',
      '$ systemctl show chatserver -p Environment -p ExecStart',
    ],
  },
  'config-of-another-path': {
    title: '服务读取的 config.json 与当前 shell 不同',
    means: '您修改的文件并不是单元使用的文件。',
    why: ['单元的 WorkingDirectory= 或 --config 不同', '存在多份该文件'],
    do: [
      '$ systemctl show chatserver -p ExecStart -p WorkingDirectory',
      '指明正确的文件',
      '$ chatctl config check --config /opt/chatserver/config.json',
    ],
  },
  tls: {
    title: 'TLS：证书、私钥或握手问题',
    means: '加密端口无法提供服务，或客户端与服务器无法建立安全连接。',
    why: [
      '证书或私钥不存在、无法读取、已过期，或两者不匹配',
      '客户端以明文连接 TLS 端口，或反过来',
      'server.tls 缺少 port、cert、key 之一',
    ],
    do: [
      '查看证书及其到期日',
      '$ openssl x509 -in cert.pem -noout -subject -enddate',
      '查看服务器为何无法读取两者，以及如何放行',
      '$ chatctl doctor network/tls-certificate',
    ],
  },
}
