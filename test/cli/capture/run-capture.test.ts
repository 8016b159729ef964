import assert from 'node:assert/strict'
import { chmodSync, existsSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { test } from 'node:test'
import { type CaptureOptions, captureFile, captureLive } from '../../../src/cli/capture/run-capture.ts'
import type { ChatctlError } from '../../../src/errors/chatctl-error.ts'
import { MadeConnection, pcapBytes, recordsOf } from '../../capture/wire.ts'
import { temporaryFolder } from '../../helpers/temporary-folder.ts'

const OPTIONS: CaptureOptions = {
  ports: [3000],
  ip: undefined,
  onEvent() {},
  note() {},
  keepUp: async () => {},
}

const live = (env: NodeJS.ProcessEnv) =>
  captureLive({ ...OPTIONS, seconds: 1, interface: 'nope', write: undefined, env })

test('files that are no recordings, are newer, broken, cut off or not there', async (t) => {
  const folder = temporaryFolder(t)
  const whole = pcapBytes(recordsOf(new MadeConnection().handshake()))
  const impossible = Buffer.from(whole)
  impossible.writeUInt32LE(0xffff_ffff, 24 + 8)
  const rows = [
    ['no recording at all, but text', 'not-pcap'],
    ['', 'not-pcap'],
    [Buffer.concat([Buffer.from('0a0d0d0a1c0000004d3c2b1a', 'hex'), Buffer.alloc(20)]), 'pcapng'],
    [impossible, 'broken'],
  ] as const
  const file = join(folder, 'file')
  for (const [content, id] of rows) {
    writeFileSync(file, content)
    await assert.rejects(captureFile(file, OPTIONS), { id: `capture/${id}` })
  }
  await assert.rejects(captureFile(join(folder, 'none'), OPTIONS), {
    id: 'capture/unreadable',
    values: { path: join(folder, 'none'), code: 'ENOENT' },
  })
  writeFileSync(file, whole.subarray(0, -10))
  const summary = await captureFile(file, OPTIONS)
  assert.deepEqual([summary.cutOff, summary.segments], [true, 2])
})

test('what tcpdump lacks is told with the command that gives it', async (t) => {
  const folder = temporaryFolder(t)
  const rows = [
    [
      "any: You don't have permission to perform this capture on that device",
      'no-permission',
      /sudo chatctl …/,
    ],
    ['nope: No such device exists', 'no-interface', /ip -br link/],
    ['out of everything', 'failed', /sudo tcpdump/],
  ] as const
  for (const [says, id, fix] of rows) {
    writeFileSync(join(folder, 'tcpdump'), `#!/bin/sh\necho "tcpdump: ${says}" >&2\nexit 1\n`)
    chmodSync(join(folder, 'tcpdump'), 0o755)
    await assert.rejects(
      live({ PATH: `${folder}${delimiter}${process.env.PATH}` }),
      (error: ChatctlError) => {
        assert.equal(error.id, `capture/${id}`)
        assert.match(error.fix, fix)
        return true
      },
    )
  }
})

test('without tcpdump the command that installs it is told', {
  skip: existsSync('/usr/sbin/tcpdump') && 'tcpdump is in a folder of the system that is always looked into',
}, async (t) => {
  await assert.rejects(live({ PATH: temporaryFolder(t) }), (error: ChatctlError) => {
    assert.equal(error.id, 'capture/no-tcpdump')
    assert.match(error.fix, /sudo apt-get install -y tcpdump/)
    return true
  })
})
