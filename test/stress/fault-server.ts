import type { Socket } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { GREETING } from '../client/fake-peer.ts'
import { listener } from '../client/fake-servers.ts'
import { FrameReader, frame } from '../helpers/framing.ts'

/** What becomes of the delivery of the message with this number (from 0, over all senders) to each of its receivers. */
export type Fate =
  | 'deliver'
  | 'drop'
  | 'twice'
  | 'after-next'
  | 'reset-receiver'
  | 'broken-json'
  | 'broken-frame'
  | 'change'
  | 'stop-reading'
  | { readonly holdMs: number }

const META = { msg_id: '1766000000000_1_9f3c01ab', protocol_version: '1.0.0' }

interface Member {
  readonly socket: Socket
  readonly name: string
  held: Buffer[]
}

/** A small v9 server that does to messages what a test wants. It shares no code with the real one. */
export async function faultServer(fateOf: (number: number) => Fate) {
  const members = new Set<Member>()
  let number = 0
  let holding = Promise.resolve()
  const sendList = () => {
    const users = [...members].map(({ name }) => name)
    for (const { socket } of members)
      socket.write(frame(JSON.stringify({ type: 'user_list', users, ...META })))
  }
  const suffer = (sender: Member, packet: Record<string, unknown>) => {
    const fate = fateOf(number++)
    const bytes = frame(JSON.stringify({ ...packet, target: '所有人', ...META }))
    if (fate === 'stop-reading') sender.socket.pause()
    if (typeof fate === 'object') holding = holding.then(() => delay(fate.holdMs))
    const others = [...members].filter((member) => member !== sender)
    const whenFree = holding
    void whenFree.then(() => {
      for (const member of others) deliver(member, bytes, fate)
    })
  }
  const server = await listener((socket) => {
    const frames = new FrameReader()
    let me: Member | undefined
    socket.write(frame(JSON.stringify({ type: 'text', from: '系统', msg: GREETING, ...META })))
    socket.on('data', (chunk: Buffer) => {
      for (const body of frames.push(chunk)) {
        const packet = JSON.parse(body.toString())
        if (packet.type === 'heartbeat') continue
        if (me === undefined) {
          me = { socket, name: packet.from, held: [] }
          members.add(me)
          sendList()
        }
        if (packet.type === 'text') suffer(me, packet)
      }
    })
    const leave = () => me !== undefined && members.delete(me)
    socket.on('end', () => socket.end()).on('close', leave)
  })
  return server
}

function deliver(member: Member, bytes: Buffer, fate: Fate): void {
  const { socket } = member
  switch (fate) {
    case 'drop':
    case 'stop-reading':
      return
    case 'twice':
      socket.write(bytes)
      break
    case 'after-next':
      member.held.push(bytes)
      return
    case 'reset-receiver':
      socket.resetAndDestroy()
      return
    case 'broken-json':
      socket.write(frame(bytes.subarray(4, -1)))
      return
    case 'broken-frame':
      socket.write(Buffer.alloc(4))
      return
    case 'change':
      socket.write(frame(bytes.toString('utf8', 4).replace('xxx"', 'xyz"')))
      return
  }
  socket.write(bytes)
  for (const late of member.held.splice(0)) socket.write(late)
}
