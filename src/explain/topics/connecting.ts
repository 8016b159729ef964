import type { connecting as texts } from '../../messages/en/explain/connecting.ts'
import type { Topics } from '../topic.ts'

export const connecting: Topics<typeof texts> = {
  'clients-cannot-connect': {
    problems: ['4'],
    proof: [
      'network/canary-refused',
      'network/canary-timeout',
      'network/firewall-closed',
      'network/loopback-only',
      'chat/banned-asking',
    ],
    see: ['connection-refused', 'connection-timeout', 'firewall', 'loopback-only', 'banned'],
  },
  'connection-refused': {
    errors: ['client/refused'],
    checks: ['network/canary-refused'],
    errnos: ['ECONNREFUSED'],
    python: ['ConnectionRefusedError'],
    says: ['connect ECONNREFUSED {{host}}:{{port}}'],
    proof: ['network/not-listening', 'network/loopback-only'],
    see: ['not-running', 'loopback-only', 'firewall'],
  },
  'connection-timeout': {
    errors: ['client/timeout'],
    checks: ['network/canary-timeout'],
    errnos: ['ETIMEDOUT'],
    node: ['UND_ERR_CONNECT_TIMEOUT', 'ERR_SOCKET_CONNECTION_TIMEOUT'],
    python: ['TimeoutError', 'socket.timeout'],
    says: ['timed out', '超时'],
    proof: ['network/firewall-closed', 'service/hung'],
    see: ['firewall', 'hung'],
  },
  'connection-lost': {
    errors: ['client/reset', 'client/lost'],
    events: ['chat/connection-reset', 'chat/send-failed', 'chat/greeting-failed', 'chat/close-failed'],
    errnos: ['ECONNRESET', 'ECONNABORTED', 'ENOTCONN', 'EBADF'],
    python: ['ConnectionResetError', 'ConnectionAbortedError', 'ConnectionError'],
    says: [
      '[连接错误] {{ip}} 连接中断: {{error}}',
      '客户端 {{ip}} 连接错误: {{error}}',
      '向 {{ip}} 发送消息失败: 连接错误 - {{error}}',
      '向 {{ip}} 发送消息时发生异常: {{error}}',
      '发送错误提示失败: {{error}}',
      '发送禁言提示失败: {{error}}',
      '私聊发送失败: {{error}}',
      '关闭超时连接时出错: {{error}}',
      '关闭客户端连接时出错: {{error}}',
    ],
    proof: ['chat/heartbeat-timeouts'],
    see: ['heartbeat-timeout'],
  },
  unreachable: {
    errors: ['client/unreachable'],
    errnos: ['ENETUNREACH', 'EHOSTUNREACH', 'ENETDOWN'],
    proof: ['network/canary-timeout'],
  },
  'name-not-resolved': {
    errors: ['client/unknown-host'],
    errnos: ['ENOTFOUND', 'EAI_AGAIN'],
    python: ['socket.gaierror', 'gaierror'],
  },
  'no-chat-there': {
    errors: ['client/not-chat', 'client/silent', 'client/closed'],
    proof: ['service/hung', 'service/old-server', 'chat/full'],
    see: ['old-python-server', 'tls', 'hung', 'banned', 'full'],
  },
  'backlog-full': {
    checks: ['network/backlog-full'],
    says: ['Possible SYN flooding on port {{port}}', 'TCP: request_sock_TCP'],
    proof: ['host/kernel-settings'],
  },
  'zombie-connections': { checks: ['network/zombie-connections', 'network/unread-connections'] },
  'canary-silent': {
    errors: ['client/no-echo'],
    checks: ['network/canary-not-admitted', 'network/canary-not-heard'],
    proof: ['chat/global-mute', 'chat/full'],
    see: ['global-mute', 'full', 'banned', 'hung'],
  },
}
