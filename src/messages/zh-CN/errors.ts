export const errors = {
  'internal/unexpected': { what: '意外错误：{{detail}}', fix: 'chatctl report > diagnostic_report.txt' },
  'doctor/bad-ignore': {
    what: '“{{word}}”没有写明检查项和理由',
    fix: 'chatctl doctor --ignore "maintenance/backup=由主机商负责"   （全部检查项：chatctl doctor --list）',
  },
  'doctor/bad-time': {
    what: '“{{word}}”不是时间',
    fix: '请写 last、时长（如 2h）或时间（如 "2026-06-15 14:00"）',
  },
  'report/not-written': {
    what: '报告无法写入 {{path}}（{{detail}}），已写入的内容不完整',
    fix: 'chatctl report --out /其他位置/report.txt   （用 df -h 查看哪里有空间）',
  },
  'report/bad-bundle': {
    what: '{{path}} 不是完整的 chatctl 诊断包：{{detail}}',
    fix: '请对方重新生成：chatctl report --bundle report.tar.gz',
  },
  'report/leak': {
    what: '报告已被拦下：{{file}} 中含有第 {{number}} 个已知机密（写法：{{encoding}}，共 {{count}} 处）',
    fix: 'chatctl report --redact strict，并把这条提示告诉开发者',
  },
  'backup/locked': {
    what: '{{folder}} 中另有备份或恢复正在进行（进程 {{pid}}）；未做任何改动',
    fix: '等它结束后重试；若一直不结束：ps -p {{pid}}',
  },
  'backup/not-written': {
    what: '备份无法写入 {{folder}}（{{detail}}）；没有留下半成品，以前的备份不受影响',
    fix: 'df -h "{{folder}}"; ls -ld "{{folder}}"；然后：sudo chatctl backup create   （换个位置：--to /其他目录）',
  },
  'backup/nothing': {
    what: '没有可备份的内容：既没有找到配置，也没有找到名单',
    fix: 'chatctl backup create --config /opt/chatserver/config.json   （查看使用的是哪些文件：chatctl doctor config）',
  },
  'backup/denied': {
    what: '当前用户无权读取 {{path}}；未做任何改动',
    fix: '{{command}}',
  },
  'backup/source-changed': {
    what: '读取过程中 {{path}} 变短了；没有生成备份，以前的备份不受影响',
    fix: '请重试：chatctl backup create',
  },
  'backup/interrupted': {
    what: '已中断；未做任何改动，也没有留下半成品',
    fix: '需要时重新开始即可',
  },
  'backup/not-found': {
    what: '{{path}} 处没有备份',
    fix: 'chatctl backup list',
  },
  'backup/damaged': {
    what: '{{path}} 已损坏，或不是 chatctl 的备份：{{detail}}；未做任何改动',
    fix: '换用另一个：chatctl backup list   （检验全部备份：chatctl backup verify）',
  },
  'backup/unsafe': {
    what: '{{path}} 中含有 chatctl 备份不会有的内容：{{detail}}；已拒绝，未做任何改动',
    fix: '也不要手动解开它；换用另一个：chatctl backup list',
  },
  'backup/bad-keep': {
    what: '“{{text}}”不是有效的时长',
    fix: '请写 --keep 30d、--keep 8w 或 --keep forever',
  },
  'backup/bad-role': {
    what: '“{{word}}”不是备份的组成部分',
    fix: '请从 {{roles}} 中选择，例如 --only config,lists',
  },
  'backup/links': {
    what: '{{paths}}：该处有他人放置的链接，不会跟随，或者该处不是文件；未做任何改动',
    fix: '查看它是什么，若不该存在就删除：ls -l {{paths}}',
  },
  'backup/unusual-places': {
    what: '此备份中的配置会把文件放到服务器目录之外：{{paths}}；未做任何改动',
    fix: '若确实如此，请在终端中回答，或：chatctl backup restore … --yes=destructive',
  },
  'backup/not-restored': {
    what: '备份无法恢复（{{detail}}）；未做任何改动',
    fix: 'df -h；然后重试',
  },
  'backup/half-restored': {
    what: '恢复在中途停止（{{detail}}）：{{done}} 个文件已恢复，{{left}} 个保持原样；每个文件都是完整的',
    fix: '请重新执行；恢复前的状态是最新的一个备份：chatctl backup list',
  },
  'backup/no-service': {
    what: '--restart 需要 systemd 服务，而这里没有 {{unit}}；未做任何改动',
    fix: '去掉 --restart 恢复，然后自行重启服务器   （其他服务名：--unit NAME）',
  },
  'backup/restart-failed': {
    what: '文件已恢复，但 {{unit}} 重启失败（{{detail}}）',
    fix: 'sudo systemctl reset-failed {{unit}}; sudo systemctl restart {{unit}}; chatctl doctor',
  },
  'monitor/locked': {
    what: '此服务器已被进程 {{pid}} 监控（状态保存在 {{folder}}）',
    fix: '保持现状，或先结束它：ps -p {{pid}}; kill {{pid}}',
  },
  'monitor/no-state': {
    what: '监控无法把状态保存在 {{folder}}（{{detail}}）；未做任何操作',
    fix: 'ls -ld "{{folder}}"; df -h；或换一个目录：chatctl monitor --state /其他目录',
  },
  'monitor/bad-time': {
    what: '“{{text}}”不是 --{{flag}} 可用的时长',
    fix: '请写成 60s、5m 或 4h，至少 5 秒',
  },
  'monitor/bad-exec': {
    what: '--exec 既不是程序路径，也不是参数列表',
    fix: 'chatctl monitor --exec /usr/local/bin/tell-me   （带参数：\'["/usr/bin/logger", "-t", "chat"]\'）',
  },
  'monitor/bad-webhook': {
    what: 'webhook 地址不是 http:// 或 https:// 地址',
    fix: 'chatctl monitor --webhook https://alerts.example.com/chat',
  },
  'monitor/open-secret': {
    what: '{{path}} 中的签名密钥无法使用：{{detail}}',
    fix: 'sudo chown "$(id -un)" "{{path}}"; chmod 600 "{{path}}"   （至少 16 个字符）',
  },
  'sanctions/bad-duration': {
    what: '“{{text}}”不是有效的时长',
    fix: '请写数字加单位，例如 --for 90s、15m、2h、7d 或 1w',
  },
  'sanctions/not-an-address': {
    what: '“{{text}}”既不是 IP 地址，也不是 CIDR 网段',
    fix: '请写成 192.168.1.9、10.0.0.0/8 或 2001:db8::/32 这样的形式',
  },
  'sanctions/locked': {
    what: '另一个进程（PID {{pid}}）正在修改 {{file}}',
    fix: '请重试；若一直如此，请执行：ps -p {{pid}}',
  },
  'sanctions/not-written': {
    what: '无法写入 {{file}}（{{detail}}），未做任何更改',
    fix: 'df -h "{{folder}}"; ls -ld "{{folder}}"',
  },
  'sanctions/unreadable': {
    what: '无法读取 {{file}}（{{detail}}）',
    fix: 'ls -l "{{file}}"',
  },
  'control/not-running': { what: '聊天服务器没有运行', fix: 'chatctl serve' },
  'control/died': { what: '聊天服务器没有运行：进程 {{pid}} 已异常退出', fix: 'chatctl serve' },
  'control/unreachable': {
    what: '聊天服务器正在运行（进程 {{pid}}），但控制套接字 {{socket}} 已丢失',
    fix: 'kill {{pid}}（会先通知用户并保存数据），然后执行：chatctl serve',
  },
  'control/several': {
    what: '本机有多个聊天服务器在运行：{{sockets}}',
    fix: '请指明是哪一个：chatctl … --config /path/to/config.json',
  },
  'control/denied': {
    what: '当前用户无权打开 {{path}}',
    fix: "以其所有者的身份执行同一命令：sudo -u '{{needs}}' chatctl …",
  },
  'control/no-answer': {
    what: '聊天服务器在 {{socket}} 上没有响应：可能已卡死或负载过高',
    fix: 'chatctl doctor',
  },
  'control/cut-off': {
    what: '聊天服务器还没回答就关闭了控制连接 {{socket}}',
    fix: 'chatctl status（如果仍在运行，请重试）',
  },
  'control/not-taken': {
    what: '聊天服务器停顿了几秒，没有及时接收这次请求；请求的操作完全没有执行',
    fix: '请重新运行同一条命令（如果再次出现：chatctl doctor）',
  },
  'control/version': {
    what: '正在运行的服务器 {{server}} 使用控制协议版本 {{theirs}}，而当前 chatctl 使用版本 {{ours}}',
    fix: '升级后请重启服务器：先 chatctl shutdown，再 chatctl serve',
  },
  'control/in-use': {
    what: '另一个聊天服务器（进程 {{pid}}）正在使用同一数据目录，其控制套接字为 {{socket}}',
    fix: 'chatctl shutdown（或在 config.json 中用 data.directory 为本服务器另设数据目录）',
  },
  'control/unknown-method': {
    what: '服务器不认识“{{method}}”',
    fix: '正在运行的服务器比当前 chatctl 旧。请重启：先 chatctl shutdown，再 chatctl serve',
  },
  'control/bad-params': {
    what: '服务器不接受这次“{{method}}”请求：{{detail}}',
    fix: '各方法的参数见 docs/control-socket.md',
  },
  'control/bad-request': {
    what: '控制套接字只接受以 POST 方式发送到 /v1/<method> 的 JSON：{{detail}}',
    fix: 'curl --unix-socket SOCKET -H "content-type: application/json" -d "{}" http://localhost/v1/status',
  },
  'control/too-large': { what: '发往控制套接字的请求最多 {{limit}} 字节', fix: '请减少单次发送的内容' },
  'control/too-many-followers': {
    what: '已有 {{limit}} 个订阅者连接',
    fix: '请先关闭其他 chatctl console 或订阅程序，然后重试',
  },
  'control/too-many-canaries': {
    what: '已有 {{limit}} 个聊天测试正在进行',
    fix: '几秒后再试',
  },
  'control/time-limit': {
    what: '“{{method}}”未能在 {{seconds}} 秒内完成，服务器仍在继续处理',
    fix: 'chatctl status',
  },
  'control/server-error': { what: '{{message}} [{{id}}]', fix: '{{fix}}' },
  'control/unsafe-folder': {
    what: '{{path}} 不能用来存放控制套接字：{{reason}}',
    fix: '请删除它（rm -r {{path}}），或在 config.json 中把 server.control_socket 设为您自己目录下的路径',
  },
  'control/path-too-long': {
    what: '控制套接字的路径长 {{bytes}} 字节，上限为 {{limit}} 字节：{{path}}',
    fix: '请在 config.json 中把 server.control_socket 设为更短的路径',
  },
  'control/socket-failed': {
    what: '无法打开控制套接字 {{path}}：{{reason}}',
    fix: '请在 config.json 中把 server.control_socket 设为服务器可写目录下的路径',
  },
  'cli/needs-yes': {
    what: '{{address}}：{{why}}',
    fix: '确定要执行，请在同一条命令后加上 --yes',
  },
  'cli/declined': { what: '没有做任何更改', fix: '重新运行同一条命令并回答 y，或加上 --yes' },
  'cli/interrupted': { what: '已中断，未做任何修改', fix: '重新执行同一条命令' },
  'cli/unknown-yes': {
    what: '不认识的写法：{{word}}',
    fix: '--yes 只同意安全的操作；会打断用户或销毁数据的操作也同意时，请写 --yes=destructive',
  },
  'cli/no-such-user': { what: '没有昵称为“{{name}}”的在线用户', fix: '{{hint}}' },
  'cli/name-not-unique': {
    what: '昵称“{{name}}”来自多个地址：{{addresses}}',
    fix: '在同一条命令中用地址代替昵称',
  },
  'cli/name-needs-server': {
    what: '服务器没有运行，无法由昵称“{{name}}”得知地址',
    fix: '在同一条命令中改用地址或网段；或先启动服务器：chatctl serve',
  },
  'cli/range-not-allowed': {
    what: '{{address}} 是网段，这条命令只接受一个地址或一个昵称',
    fix: '运行 chatctl users 查看地址',
  },
  'cli/usage': { what: '用法有误：{{problem}}', fix: 'chatctl {{command}} --help' },
  'cli/bad-level': { what: '没有名为“{{level}}”的日志级别', fix: '请写 {{levels}} 之一' },
  'client/bad-address': {
    what: '“{{text}}”不是 HOST、HOST:PORT 或 [地址]:PORT',
    fix: '写法例如 chat.example.org:3000、192.168.1.9 或 [2001:db8::1]:3000',
  },
  'client/unknown-host': {
    what: '找不到“{{host}}”的地址（{{detail}}）',
    fix: '检查名称是否写对，或改用 IP 地址',
  },
  'client/refused': {
    what: '{{address}} 上没有程序在监听（{{detail}}）',
    fix: '启动服务器：chatctl serve；如果已在运行，则它监听的是别的端口或地址：chatctl status',
  },
  'client/timeout': {
    what: '{{address}} 没有应答：防火墙丢弃了数据包，或主机已关机',
    fix: 'chatctl ping {{address}}；并在服务器的防火墙中放行该端口',
  },
  'client/unreachable': {
    what: '无法到达 {{address}}（{{detail}}）',
    fix: '检查地址和网络：chatctl ping {{address}}',
  },
  'client/reset': { what: '{{address}} 切断了连接（{{detail}}）', fix: 'chatctl ping {{address}}' },
  'client/tls-failed': {
    what: '{{address}} 不使用 TLS（{{detail}}）',
    fix: '去掉 --tls，或用 --port 指定 server.tls 中的端口',
  },
  'client/tls-untrusted': {
    what: '{{address}} 的证书不受信任（{{detail}}）',
    fix: '用 --ca FILE 指定签发机构；如果确信无人窃听：--insecure',
  },
  'client/ca-unreadable': { what: '无法读取证书文件 {{path}}（{{detail}}）', fix: 'ls -l {{path}}' },
  'client/not-chat': {
    what: '{{address}} 不是聊天服务器：它使用的是别的协议',
    fix: '检查端口：在服务器上运行 chatctl status 可看到监听地址',
  },
  'client/silent': {
    what: '{{address}} 接受连接但一言不发：不是聊天服务器，或已卡死',
    fix: 'chatctl ping {{address}}；在服务器上运行：chatctl doctor',
  },
  'client/closed': {
    what: '{{address}} 没有说明原因就关闭了连接',
    fix: 'v9.1 的 Python 服务器在已满或地址被封禁时会这样；请询问管理员',
  },
  'client/banned': { what: '本机地址已被对方封禁', fix: '请联系管理员，可用此命令解除：chatctl unban 地址' },
  'client/full': { what: '服务器 {{address}} 已满', fix: '稍后再试；管理员可以调大 server.max_connections' },
  'client/rate': {
    what: '此地址一分钟内的连接次数过多，或发送消息过快',
    fix: '等一分钟；管理员可以调大 security.max_attempts_per_minute 或 security.max_messages_per_second',
  },
  'client/per-address': {
    what: '此地址打开的连接过多',
    fix: '先关闭其他客户端；管理员可以调大 security.max_connections_per_ip',
  },
  'client/muted': {
    what: '{{address}} 允许本机进入，但没有人能收到本机的发言：地址被禁言，或已开启全员禁言',
    fix: '请联系管理员，可用此命令解除：chatctl unmute 地址，或 chatctl ungmute',
  },
  'client/no-echo': {
    what: '在 {{address}}，一个客户端说的话到不了另一个客户端',
    fix: '在服务器上运行：chatctl doctor',
  },
  'client/slow': {
    what: '{{address}} 可用但很慢：最慢的一步用了 {{ms}} ms',
    fix: '在服务器上用 chatctl status 查看负载；或检查中间的网络',
  },
  'client/kicked': { what: '您已被移出聊天室', fix: '再次进入之前请先询问管理员' },
  'client/lost': { what: '与 {{address}} 的连接已断开，未能恢复：{{why}}', fix: 'chatctl ping {{address}}' },
  'client/incomplete': { what: '有 {{count}} 项没有执行成功', fix: '原因见上方的标准错误输出和服务器的答复' },
  'client/bad-folder': {
    what: '接收的文件无法保存到 {{path}}（{{detail}}）',
    fix: '用 --folder 指定另一个文件夹',
  },
  'bench/not-loopback': {
    what: '{{address}} 不在本机：对不属于您的服务器做压力测试等于攻击',
    fix: '如果它是您的：在同一命令后加 --yes-i-own-it',
  },
  'bench/stopped': {
    what: '在发出任何消息之前就停止了，因此没有测量结果；所有客户端已离开',
    fix: '再次运行同一命令，也可以减少 --clients',
  },
  'debug/busy': {
    what: '服务器已在记录，写入 {{path}}',
    fix: '等它完成后再试',
  },
  'debug/no-space': {
    what: '{{folder}} 只剩 {{free}}，而记录可能需要 {{need}}；什么都没做',
    fix: 'df -h "{{folder}}"；清出空间后再试',
  },
  'debug/not-written': {
    what: '服务器无法写入 {{path}}（{{code}}）',
    fix: 'chatctl doctor storage',
  },
  'debug/not-copied': {
    what: '无法把记录放到 {{path}}（{{code}}）；服务器的那份：{{from}}',
    fix: '用另一个 --out 再次运行，或手动复制那个文件',
  },
  'debug/exists': {
    what: '{{path}} 已经存在，不会覆盖',
    fix: '用另一个 --out 再次运行',
  },
  'debug/too-long': {
    what: '“{{text}}”太长：最多 {{most}} 分钟',
    fix: '用更短的 --for 再次运行',
  },
  'debug/server-gone': {
    what: '服务器在记录时结束了；{{path}} 不存在或不完整',
    fix: 'chatctl doctor service   （快照还需要与堆同样多的内存）',
  },
  'debug/bad-inspect': {
    what: '“{{text}}”不是调试器可以连接的位置',
    fix: '--inspect、--inspect=9229 或 --inspect=127.0.0.1:9229',
  },
  'debug/no-inspector': {
    what: '调试器无法连接 {{host}}:{{port}}：端口被占用，或地址不属于本机；服务器没有启动',
    fix: '换一个端口：chatctl serve --inspect=127.0.0.1:9230',
  },
  'capture/no-tcpdump': {
    what: '没有安装 tcpdump，而记录网络要用它',
    fix: 'sudo apt-get install -y tcpdump   （Fedora、RHEL：sudo dnf install -y tcpdump）',
  },
  'capture/no-permission': {
    what: '该用户无权记录网络（{{detail}}）',
    fix: '在同一命令前加 sudo：sudo chatctl …',
  },
  'capture/no-interface': {
    what: '没有可记录的接口 {{device}}（{{detail}}）',
    fix: 'ip -br link；然后用 --interface NAME 再次运行，或不加以记录全部接口',
  },
  'capture/failed': {
    what: 'tcpdump 没有开始记录：{{detail}}',
    fix: 'sudo tcpdump -i any -c 1 tcp；它在那里说的就是这里的障碍',
  },
  'capture/exists': {
    what: '{{path}} 已经存在，不会覆盖',
    fix: '用另一个 --write 再次运行',
  },
  'capture/not-written': {
    what: '无法写入记录 {{path}}（{{code}}）；之前记录的内容在其中',
    fix: 'df -h；清出空间，或写到另一块磁盘',
  },
  'capture/unreadable': {
    what: '无法读取记录 {{path}}（{{code}}）',
    fix: 'ls -l "{{path}}"',
  },
  'capture/not-pcap': {
    what: '{{path}} 不是 tcpdump 的记录',
    fix: '记录一份：sudo chatctl capture --write chat.pcap',
  },
  'capture/pcapng': {
    what: '{{path}} 是较新的 pcapng 格式，这里不能读取',
    fix: 'editcap -F pcap "{{path}}" chat.pcap；chatctl capture --read chat.pcap',
  },
  'capture/broken': {
    what: '{{path}} 已损坏：其中一个数据包的长度不可能',
    fix: '以二进制方式重新复制；之前显示的内容是对的',
  },
  'log/unwritable': { what: '无法写入日志 {{file}}（{{detail}}）', fix: '{{commands}}' },
  'log/not-a-file': {
    what: '无法将日志写入 {{file}}：它是目录或管道，或路径中的某一级是文件',
    fix: '将 config.json 中的 "logging.file" 改为一个文件的路径',
  },
  'logs/bad-time': {
    what: '“{{text}}”不是时间',
    fix: '请写成 today、"10 min ago"、09:30 或 "2026-11-23 09:30" 这样的形式',
  },
  'logs/bad-pattern': {
    what: '“{{text}}”不是正则表达式（{{detail}}）',
    fix: '按字面使用的 ( ) [ ] { } . * + ? ^ $ | 前请加反斜杠',
  },
  'logs/nothing-to-read': {
    what: '无法读取日志 {{file}}（{{code}}）',
    fix: 'ls -l "{{file}}"；或指定其他文件：chatctl logs --file FILE',
  },
  'logs/not-rotated': {
    what: '无法重命名日志 {{file}}（{{code}}），未做任何改动',
    fix: 'chatctl doctor storage',
  },
  'logs/written-by-other': {
    what: '进程 {{pid}} 正在写入 {{file}}，而它不是 chatctl 的服务器，改名后仍会写入旧文件',
    fix: 'ps -p {{pid}}；停止该进程后重试',
  },
  'logs/not-compressed': {
    what: '日志已清空，但原内容无法压缩（{{code}}），保留在 {{file}}',
    fix: 'df -h "{{file}}"；请手动压缩或删除该文件',
  },
  'server/address-in-use': {
    what: '{{host}}:{{port}} 已被占用{{holder}}',
    fix: 'chatctl ports {{port}}，或在 config.json 中换一个 server.port',
  },
  'server/port-privileged': {
    what: '当前用户无权监听 {{host}}:{{port}}（1024 以下的端口需要特权）',
    fix: '在 config.json 中把 server.port 改为 1024 或更大的端口，例如 3000',
  },
  'server/address-unavailable': {
    what: '本机没有可监听的地址 {{host}}',
    fix: '在 config.json 中把 server.host 设为 0.0.0.0',
  },
  'server/cannot-listen': {
    what: '无法监听 {{host}}:{{port}}：{{detail}}',
    fix: 'chatctl doctor network',
  },
  'server/tls-unusable': {
    what: 'TLS 证书 {{cert}} 与私钥 {{key}} 无法使用：{{detail}}',
    fix: '确认两者都是 PEM 文件且互相匹配：openssl x509 -noout -in {{cert}}',
  },
  'server/tls-unreadable': {
    what: '无法读取 {{path}}（{{code}}）',
    fix: '修正 config.json 中的 server.tls，或查看如何让服务器读取它：sudo chatctl doctor network/tls-certificate',
  },
  'config/unusable': {
    what: '{{path}} 无法使用（错误：{{count}} 处）；没有启动或改动任何东西',
    fix: '{{check}}',
  },
  'server/address-in-use-by': {
    what: '{{host}}:{{port}} 已被进程 {{pid}} 占用：{{command}}',
    fix: '停止它：sudo chatctl ports --free-up {{port}}，或在 config.json 中换一个 server.port',
  },
  'config/not-reloaded': {
    what: '配置未重新加载，仍使用当前配置：{{detail}}',
    fix: '修正 {{path}} 后执行：chatctl reload',
  },
  'config/no-file': { what: '{{path}} 不存在', fix: '{{init}}' },
  'config/exists': { what: '{{path}} 已存在，未做任何改动', fix: '{{check}}' },
  'config/dangling-link': {
    what: '{{path}} 是一个指向 {{to}} 的链接，但那里没有文件；未做任何改动',
    fix: '请把文件放回那里，或新建一个：{{init}}（不想要这个链接：{{remove}}）',
  },
  'config/no-access': { what: '当前用户无权使用 {{path}}，未做任何修改', fix: '{{retry}}' },
  'config/unknown-setting': { what: '没有名为“{{key}}”的设置', fix: '{{hint}}' },
  'config/not-set': {
    what: '“{{key}}”未设置，也没有默认值',
    fix: '设置它：chatctl config set {{key}} 值',
  },
  'config/not-a-value': {
    what: '{{value}} 不能作为“{{key}}”的值，未做任何修改',
    fix: '{{expected}}：chatctl config set 设置名 值   （查看现值：{{show}}）',
  },
  'config/secret-argument': {
    what: '“{{key}}”不能写在命令行上，否则其他用户可以看到；未做任何修改',
    fix: 'chatctl passwd',
  },
  'config/not-editable': {
    what: '{{path}} 不是可以编辑的 UTF-8 JSON 文件，未做任何修改',
    fix: '{{check}}',
  },
  'config/being-edited': {
    what: '进程 {{pid}} 正在修改 {{path}}，本次未做任何修改',
    fix: '稍后重试同一条命令   （用 ps -p {{pid}} 查看是谁）',
  },
  'config/not-written': {
    what: '无法写入 {{path}}（{{detail}}），原有内容完好',
    fix: 'df -h {{folder}}',
  },
  'passwd/refused': { what: '不能用作密码：{{why}}', fix: 'chatctl passwd --generate 可自动生成' },
  'passwd/not-the-same': { what: '两次输入不一致，未做任何修改', fix: '重新执行同一条命令' },
  'passwd/needs-terminal': {
    what: '没有终端可供输入，未做任何修改',
    fix: 'chatctl passwd --generate，或 chatctl passwd --stdin < 文件',
  },
  'passwd/needs-current': {
    what: '不知道密码就无法把旧哈希换成新哈希，而这里没有终端可供输入',
    fix: 'chatctl passwd --upgrade --stdin < 文件，或设置新密码：chatctl passwd',
  },
  'passwd/wrong': {
    what: '密码不正确，未做任何修改',
    fix: '重新执行同一条命令，或设置新密码：chatctl passwd',
  },
  'passwd/none': { what: '没有设置密码', fix: 'chatctl passwd' },
  'passwd/unknown-hash': {
    what: '已保存的哈希格式无法识别，任何密码都不会匹配',
    fix: '设置新密码：chatctl passwd',
  },
  'passwd/old-server': {
    what: '正在运行的第 6 版 Python 服务器（进程 {{pid}}）不支持哈希，改后其控制台会退出；未做任何修改',
    fix: '改用本软件的服务器：chatctl serve',
  },
  'data/folder-unusable': {
    what: '无法创建数据目录 {{directory}}（{{code}}）',
    fix: 'sudo mkdir -p {{directory}} && sudo chown chatserver:chatserver {{directory}}',
  },
  'service/no-systemd': {
    what: '本机不由 systemd 管理（多数容器如此），因此没有服务',
    fix: '把服务器本身作为容器的命令：chatctl serve   （其他系统：chatctl service install --platform launchd）',
  },
  'service/no-user-manager': {
    what: '该用户的 systemd 没有响应（{{detail}}）',
    fix: '以该用户登录（不要用 su 或 sudo），或：sudo loginctl enable-linger "$USER"; export XDG_RUNTIME_DIR=/run/user/$(id -u)',
  },
  'service/needs-root': {
    what: '只有 root 可以这样做',
    fix: '{{command}}',
  },
  'service/busy': {
    what: '另一个 chatctl service 命令正在执行（进程 {{pid}}）',
    fix: '请等它完成；如果一直不结束：ps -p {{pid}}',
  },
  'service/not-ours': {
    what: '不是 chatctl 写的，或之后被人改过：{{paths}}；没有任何更改',
    fix: '先查看：{{look}}   然后替换并保留旧文件：{{command}}',
  },
  'service/purge-needs-yes': {
    what: '这会永久删除 {{paths}}，而这里没有人能确认；没有任何更改',
    fix: '{{command}} --yes=destructive',
  },
  'service/not-built': {
    what: '本程序尚未构建（{{root}}）',
    fix: 'cd {{root}} && npm run build',
  },
  'service/not-installed': {
    what: '没有 {{unit}}.service',
    fix: 'sudo chatctl service install',
  },
  'service/command-failed': {
    what: '命令 {{command}} 没有成功：{{detail}}',
    fix: 'chatctl doctor service',
  },
  'service/not-done': {
    what: '步骤 {{what}} 失败（{{detail}}）；一切保持原样',
    fix: '排除原因后（df -h 可查看磁盘是否已满）再次运行同一命令',
  },
  'service/half-done': {
    what: '步骤 {{what}} 失败（{{detail}}），且有些更改无法撤回：{{stuck}}',
    fix: '先运行 chatctl service status，再次运行同一命令',
  },
  'service/interrupted': {
    what: '您中止了操作；一切保持原样',
    fix: '再次运行同一命令',
  },
  'migrate/not-found': {
    what: '{{path}} 没有原来的服务器（没有 Server.py）；没有做任何改动',
    fix: '请给出 Server.py 所在的目录：chatctl migrate /opt/chatserver（查找：ps aux | grep -i server.py）',
  },
  'migrate/denied': {
    what: '当前用户无权查看 {{path}}；没有做任何改动',
    fix: 'sudo chatctl migrate {{folder}} --dry-run',
  },
  'migrate/user-unit': {
    what: '原来的服务器（进程 {{pid}}）是某个用户自己的 systemd 服务 {{unit}}，停掉后会再被启动；没有做任何改动',
    fix: '以该用户运行：systemctl --user disable --now {{unit}}（然后再次运行同一命令）',
  },
  'migrate/bad-config': {
    what: '{{path}} 有 {{count}} 处错误，无法确定原意；没有做任何改动',
    fix: 'chatctl config check --config {{path}}',
  },
  'migrate/occupied': {
    what: '{{path}} 已存在，且不属于这个 Python 服务器，新服务器没有位置；没有做任何改动',
    fix: '先看看那里是什么：chatctl service status; cat {{path}}',
  },
  'migrate/no-backup': {
    what: '无法把旧文件复制到 {{folder}}（{{detail}}），因此没有做任何改动',
    fix: 'df -h {{folder}}; ls -ld {{folder}}（然后再次运行同一命令）',
  },
  'migrate/unfinished': {
    what: '之前的一次迁移中途被打断；这一次没有做任何改动',
    fix: '请先恢复原状：sudo chatctl migrate --back',
  },
  'migrate/nothing-to-undo': {
    what: '这台机器上没有可以撤回的迁移；没有做任何改动',
    fix: 'chatctl service status',
  },
  'migrate/silent': {
    what: '新服务器在端口 {{port}} 上没有应答：{{detail}}',
    fix: 'chatctl doctor',
  },
  'migrate/rolled-back': {
    what: '迁移失败（{{detail}}）；{{folder}} 的 Python 服务器已恢复，所有文件和原来一样',
    fix: 'chatctl service install --dry-run（按提示排除原因后再次运行同一命令）',
  },
  'migrate/interrupted': {
    what: '您中止了操作；Python 服务器已恢复，所有文件和原来一样',
    fix: '需要时再次运行同一命令',
  },
  'migrate/half-back': {
    what: '有些内容无法恢复：{{stuck}}。全部备份在 {{folder}}/files',
    fix: '排除原因后（df -h 可查看磁盘是否已满）运行：sudo chatctl migrate --back',
  },
  'migrate/old-silent': {
    what: '所有文件已恢复，Python 服务器也已启动，但在端口 {{port}} 上没有应答：{{detail}}',
    fix: 'systemctl status chatserver; journalctl -u chatserver -n 50（迁移已撤回）',
  },
}
