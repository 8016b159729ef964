import ipaddr from 'ipaddr.js'

/** Names of the states, as `ss` shows them, by the kernel's numbers. */
const STATES = [
  'UNKNOWN',
  'ESTAB',
  'SYN-SENT',
  'SYN-RECV',
  'FIN-WAIT-1',
  'FIN-WAIT-2',
  'TIME-WAIT',
  'CLOSE',
  'CLOSE-WAIT',
  'LAST-ACK',
  'LISTEN',
  'CLOSING',
  'SYN-RECV',
] as const

type TcpState = (typeof STATES)[number]

interface TcpEnd {
  readonly address: string
  readonly port: number
}

/** One line of /proc/net/tcp or /proc/net/tcp6 (proc_pid_net(5)). */
export interface TcpSocket {
  readonly family: 4 | 6
  readonly state: TcpState
  readonly local: TcpEnd
  readonly remote: TcpEnd
  /** Bytes that nobody has read; of a listener the connections that wait to be accepted. */
  readonly unread: number
  readonly uid: number
  /** 0 where no process holds it (yet, or any more). */
  readonly inode: number
}

/** Which sockets of a table are wanted: those with one of these ports at their own end, or those that are open somewhere. */
type Wanted = ReadonlySet<number> | 'held'

/**
 * The sockets of a table that are wanted; all of them if nothing is said. After a busy hour it has tens of thousands of lines
 * of connections that are over, so a line is cut into its fields only when it counts.
 *
 * @param table  text of /proc/net/tcp or /proc/net/tcp6
 */
export function parseTcpTable(table: string, wanted?: Wanted): TcpSocket[] {
  const sockets: TcpSocket[] = []
  for (const line of table.split('\n').slice(1)) {
    if (wanted !== undefined && !isWanted(line, wanted)) continue
    const [, local = '', remote = '', state = '', queues = '', , , uid = '', , inode = ''] = line
      .trim()
      .split(/\s+/)
    const own = end(local)
    const other = end(remote)
    if (own === null || other === null) continue
    sockets.push({
      family: local.length > 13 ? 6 : 4,
      state: STATES[Number.parseInt(state, 16)] ?? 'UNKNOWN',
      local: own,
      remote: other,
      unread: Number.parseInt(queues.split(':')[1] ?? '0', 16) || 0,
      uid: Number(uid) || 0,
      inode: Number(inode) || 0,
    })
  }
  return sockets
}

const TIME_WAIT = ' 06 '

/** @param line  such as `  12: 0100007F:0BB8 0100007F:C350 01 …` */
function isWanted(line: string, wanted: Wanted): boolean {
  if (wanted === 'held') return !line.includes(TIME_WAIT)
  const port = line.indexOf(':', line.indexOf(':') + 1) + 1
  return wanted.has(Number.parseInt(line.slice(port, port + 4), 16))
}

/** @example end('0100007F:0BB8') // { address: '127.0.0.1', port: 3000 } */
function end(text: string): TcpEnd | null {
  const [digits = '', port = ''] = text.split(':')
  if (!/^(?:[\da-f]{8}|[\da-f]{32})$/i.test(digits) || !/^[\da-f]{4}$/i.test(port)) return null
  return { address: address(digits), port: Number.parseInt(port, 16) }
}

/** The kernel prints words of four bytes in the order of the machine; an IPv4 client of an IPv6 socket is what it is. */
function address(digits: string): string {
  if (digits.length === 8) {
    const word = Number.parseInt(digits, 16)
    const bytes = [word >>> 24, (word >>> 16) & 255, (word >>> 8) & 255, word & 255]
    return (LITTLE_ENDIAN ? bytes.reverse() : bytes).join('.')
  }
  const bytes = (digits.match(/.{8}/g) ?? []).flatMap((word) => {
    const four = (word.match(/../g) ?? []).map((byte) => Number.parseInt(byte, 16))
    return LITTLE_ENDIAN ? four.reverse() : four
  })
  const parsed = ipaddr.fromByteArray(bytes)
  if (parsed instanceof ipaddr.IPv6 && parsed.isIPv4MappedAddress()) return parsed.toIPv4Address().toString()
  return parsed.toString()
}

const LITTLE_ENDIAN = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1
