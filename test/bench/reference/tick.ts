// The least that a fan-out server in Node can do: every frame goes to all other connections, and what one turn of the event
// loop has brought leaves in one write for each of them. No JSON, no names, no limits: node tick.ts PORT
import { createServer, type Socket } from 'node:net'

interface Piece {
  readonly from: Socket
  readonly frames: Buffer
}

const HEADER_BYTES = 4
const FIRST_BYTE_OF_TYPE = 13
const GREETING = '{"type":"text","from":"system","msg":"welcome"}'
const clients = new Set<Socket>()
let pieces: Piece[] = []

function handOut(): void {
  const said = pieces
  pieces = []
  const speakers = new Set(said.map(({ from }) => from))
  const all = Buffer.concat(said.map(({ frames }) => frames))
  for (const client of clients) {
    if (!speakers.has(client)) client.write(all)
    else if (speakers.size > 1)
      client.write(Buffer.concat(said.filter(({ from }) => from !== client).map(({ frames }) => frames)))
  }
}

function say(from: Socket, frames: Buffer): void {
  if (pieces.length === 0) setImmediate(handOut)
  pieces.push({ from, frames })
}

createServer({ noDelay: true }, (socket) => {
  let tail = Buffer.alloc(0)
  clients.add(socket)
  const welcome = Buffer.from(`\0\0\0\0${GREETING}`)
  welcome.writeUInt32BE(GREETING.length, 0)
  socket.write(welcome)
  socket.on('data', (chunk: Buffer) => {
    const bytes = tail.length === 0 ? chunk : Buffer.concat([tail, chunk])
    let at = 0
    while (bytes.length - at >= HEADER_BYTES) {
      const end = at + HEADER_BYTES + bytes.readUInt32BE(at)
      if (end > bytes.length) break
      if (bytes[at + FIRST_BYTE_OF_TYPE] !== 'h'.charCodeAt(0)) say(socket, bytes.subarray(at, end))
      at = end
    }
    tail = Buffer.from(bytes.subarray(at))
  })
  socket.on('error', () => {})
  socket.on('close', () => clients.delete(socket))
}).listen({ port: Number(process.argv[2]), host: '127.0.0.1', backlog: 4096 })
