export const settings = {
  server: {
    host: '监听地址：0.0.0.0 表示所有 IPv4 地址，:: 表示 IPv4 和 IPv6，127.0.0.1 表示仅本机。',
    port: '聊天端口。',
    max_connections: '最大在线客户端数，超出者会收到“服务器已满”的提示。',
    compatibility: 'v9：昵称唯一，支持私聊、用户列表和文件存储；v6：数据包原样转发。',
    max_queue_bytes: '单个慢客户端最多可积压的待发字节数，超过即断开。',
    max_pending_bytes: '所有客户端未收完的帧合计可占用的字节数。',
    control_socket: '命令行连接服务器所用的控制套接字路径，默认在运行时目录中。',
    tls: '额外的加密端口：{ "port", "cert", "key", "host" }，文件为 PEM 格式。',
  },
  admin: {
    password_enabled: '控制台是否要求密码。',
    password: '旧配置中的明文控制台密码，建议改用 password_hash。',
    password_hash: '控制台密码的哈希：argon2 或 bcrypt。',
  },
  security: {
    enable_message_filter: '是否按 max_message_length 截断消息，并（v9 规则下）屏蔽 filter_words。',
    max_message_length: '单条消息的最大字符数。',
    heartbeat_interval: '建议客户端发送心跳的间隔（秒），服务器本身不使用。',
    heartbeat_timeout: '客户端静默超过此秒数即断开。',
    file_expire_hours: '上传的文件保留多少小时。',
    filter_words: '消息中出现时替换为星号的词。',
    max_connections_per_ip: '单个 IP 的最大连接数，0 表示不限。未设置时为 5，v6 规则下为 0。',
    max_attempts_per_minute: '单个 IP 每分钟的最大连接次数，0 表示不限。未设置时为 10，v6 规则下为 0。',
    max_messages_per_second:
      '单个连接长期每秒可发送的消息数（含心跳和上传），更快的连接会被放慢读取。0 表示不限。',
    message_burst: '在上述限制生效之前，一次可连续发送的消息数。',
    max_flood_seconds: '持续发送过快超过此秒数的连接会收到提示并被断开；0 表示从不。',
    reserved_names: '任何人不得使用的昵称及与其相似的写法，例如 ["admin"]。系统保留的昵称无需列出。',
    exempt_addresses:
      '不受连接数和消息速率限制的地址和网段。若本机有代理，所有人都显示为 127.0.0.1，请将其移除。',
  },
  files: {
    max_file_bytes: '单个上传文件的最大字节数。',
    max_bytes_per_ip: '单个 IP 可占用的存储字节数。',
    max_total_bytes: '全部文件可占用的存储字节数。',
    min_free_bytes: '磁盘可用空间低于此值时拒绝上传。',
  },
  logging: {
    level: '写入日志的最低级别：DEBUG、INFO、WARNING、ERROR 或 CRITICAL。',
    file: '日志文件路径。',
    max_bytes: '日志达到此大小时依次改名为 .1、.2……；0 表示从不。',
    backup_count: '保留多少个旧日志；0 表示不轮转。',
    format: 'json：每行一个对象；text：与原服务器相同的文本行。',
    private_texts: '是否把私聊内容写入日志。',
  },
  data: {
    banned_ips_file: '封禁名单，JSON 数组，可手动编辑。',
    muted_ips_file: '禁言名单，同上。',
    directory: '其余数据的目录：封禁原因与期限、上传的文件、状态。默认与 banned_ips_file 同目录。',
  },
}
