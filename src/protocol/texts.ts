/** Reserved names and every text that the server sends, to the byte (protocol clause 6). */

export const SYSTEM = '系统'
export const OPERATOR = '【系统广播】'
export const EVERYONE = '所有人'
export const YOU = '你'
export const UNNAMED = '未命名'
/** Name of a v6 sender that gave none. */
export const UNKNOWN = '未知'
/**
 * What a client may not call itself. The v6 original allowed everything; there only what the server speaks as is kept from
 * the clients (protocol clause 17, no. 7).
 */
export const RESERVED_NAMES = {
  v9: [SYSTEM, '服务器', OPERATOR, EVERYONE, YOU, UNNAMED],
  v6: [SYSTEM, OPERATOR],
} as const

export const TEXTS = {
  welcome: '欢迎来到 Python 极客聊天室！',
  banned: '🚫 你的IP已被服务器封禁',
  full: '⚠️ 服务器已满，请稍后再试',
  tooFrequent: '连接过于频繁，请稍后再试',
  perAddress: (limit: number) => `该IP已达到最大连接数限制(${limit})`,
  muted: '⛔ 发言失败：你已被禁言',
  kicked: '你已被移出房间！',
  bannedNow: '你已被永久封禁！',
  heartbeatTimeout: '心跳超时，连接已断开',
  globalMuteOn: '管理员开启了全员禁言！',
  globalMuteOff: '全员禁言已解除。',
  shutdown: '服务器即将关闭...',
  renamedYou: (name: string) => `系统强制改名为: ${name}`,
  renamed: (from: string, to: string) => `'${from}' 改名为 '${to}'`,
  nameRefused: (name: string) => `昵称不可用，已为你分配临时昵称：${name}`,
  nameTaken: (asked: string, given: string) => `昵称“${asked}”已被占用，已为你分配：${given}`,
  offline: (target: string) => `❌ 发送失败：用户 ${target} 不在线`,
  deliveryFailed: '❌ 发送失败：对方连接已断开',
  fileName: '❌ 文件名无效',
  fileType: (allowed: readonly string[]) => `❌ 不支持的文件类型。允许的类型: ${allowed.join(', ')}`,
  fileSize: (megabytes: string) => `❌ 文件过大，最大允许 ${megabytes}MB`,
  fileFormat: '❌ 文件数据格式错误',
  fileFailed: '❌ 文件处理失败',
  fileNotSaved: '❌ 文件保存失败',
  fileSaved: (name: string, kib: string) => `✅ 文件《${name}》上传成功 (${kib}KB)`,
  fileUnknown: '❌ 文件不存在或已过期',
  fileUnreadable: '❌ 文件读取失败',
  messageLimit: (limit: number) => `配置已更新：消息长度限制调整为 ${limit} 字符`,
} as const
