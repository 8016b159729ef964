import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'
import { FrameReader, frame } from '../helpers/framing.ts'
import { GREETING } from './fake-peer.ts'

/** Something that listens and is not this server; gone at the end of the block. */
export async function listener(
  onConnection: (socket: Socket) => void,
): Promise<{ readonly port: number } & AsyncDisposable> {
  const open = new Set<Socket>()
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    open.add(socket)
    socket.on('error', () => {})
    onConnection(socket)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    async [Symbol.asyncDispose]() {
      for (const socket of open) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}

/** A server that greets as the Python ones do and swallows heartbeats; keeps everything it is sent. */
export async function pythonServer(rules: 'v9' | 'v6') {
  const heard: Record<string, unknown>[] = []
  const meta = rules === 'v9' ? { msg_id: '1766000000000_1_9f3c01ab', protocol_version: '1.0.0' } : {}
  const server = await listener((socket) => {
    const frames = new FrameReader()
    socket.write(frame(JSON.stringify({ type: 'text', from: '系统', msg: GREETING, ...meta })))
    socket.on('data', (chunk: Buffer) => {
      for (const body of frames.push(chunk)) heard.push(JSON.parse(body.toString()))
    })
    socket.on('end', () => socket.end())
  })
  return { ...server, heard }
}
