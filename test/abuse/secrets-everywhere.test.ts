import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { encodingsOf } from '../../src/report/redact/encodings.ts'
import { bootSystemdBox } from '../helpers/systemd-box.ts'

/** By where each was put. */
const SECRETS = {
  configuration: 'Cfg-pass&mark-71<Qz',
  'unknown key': 'xoxb-mark-72-Slack-Tok3n',
  'environment of the unit': 'Env-admin/mark-73+Hh',
  'environment for others': 'Smtp-mark-74-Kk81',
  'user part of an address in the environment': 'Pg-mark-75-Ww90',
  'user part of the webhook': 'Hook-user-mark-76-Zz',
  'path of the webhook': 'T0KEN-mark-77-path-Yy',
  'query of the webhook': 'query-mark-78-Uu33',
  'signature of the webhook': 'sign-mark-79-secret-Vv44',
  'packet of a login': 'Login-mark-80-passw0rd',
  'field of a greeting': 'hello-mark-81-tok-Ee',
  'word of another program': 'argv-mark-82-token-Rr',
  'content of a file': 'file-mark-83-content-Tt',
  'password that was typed wrongly': 'wrong-mark-84-typed-Ii',
  'password that was set': 'new-mark-85-password-Oo',
}
/** Where something of ours could write, beside the configuration. */
const FOLDERS = [
  '/var/lib/chatctl',
  '/var/log/chatserver',
  '/root',
  '/run/chatctl',
  '/opt/chatserver/data',
  '/var/tmp',
]
const LONG = 60_000
const WEBHOOK = `http://bot:${SECRETS['user part of the webhook']}@127.0.0.1:9/hooks/${SECRETS['path of the webhook']}?key=${SECRETS['query of the webhook']}`

/** A client that tries to log in, which this protocol does not know, and sends a file. What is said belongs into the log. */
const CLIENT = `
const { WireClient } = await import(process.argv[1])
const client = await WireClient.connect({ port: 3000 })
client.send({ type: 'hello', from: 'Ann', password: ${JSON.stringify(SECRETS['field of a greeting'])} })
client.send({ type: 'login', user: 'Ann', password: ${JSON.stringify(SECRETS['packet of a login'])} })
const data = Buffer.from(${JSON.stringify(SECRETS['content of a file'])}).toString('base64')
client.send({ type: 'file', from: 'Ann', target: '所有人', filename: 'a.txt', size: 23, data })
await client.close()
`

test('no secret is in anything that is printed, logged or written, wherever it was put', async (t) => {
  const box = await bootSystemdBox(t)
  if (box === undefined) return
  await box.install(
    {
      admin: { password: SECRETS.configuration },
      integrations: { slack_token: SECRETS['unknown key'] },
    },
    [
      `Environment="CHATCTL_ADMIN_PASSWORD=${SECRETS['environment of the unit']}"`,
      `Environment=SMTP_PASSWORD=${SECRETS['environment for others']}`,
      `Environment=DATABASE_URL=postgres://app:${SECRETS['user part of an address in the environment']}@127.0.0.1/chat`,
    ],
  )
  await box.ok(['systemctl', 'start', 'chatserver'])
  await box.ok(['chatctl', 'loglevel', 'DEBUG'])
  const env = { CHATCTL_WEBHOOK_URL: WEBHOOK, CHATCTL_WEBHOOK_SECRET: SECRETS['signature of the webhook'] }
  const said: { readonly by: string; readonly text: string }[] = []
  const tell = async (argv: readonly string[], options = {}) => {
    const { stdout, stderr } = await box.run(argv, options)
    said.push({ by: argv.slice(0, 6).join(' '), text: `${stdout}${stderr}` })
  }
  const begin = (name: string, words: readonly string[]) =>
    box.ok(
      [
        'sh',
        '-c',
        'name=$1; shift; setsid "$@" >/root/$name.txt 2>&1 & echo $! >/run/$name.pid',
        '-',
        name,
        ...words,
      ],
      { env },
    )
  const until = async (what: string, test: string) => {
    const deadline = Date.now() + LONG
    while ((await box.run(['sh', '-c', `cd /root && ${test}`])).code !== 0)
      assert.ok(Date.now() < deadline, `waited for ${what}`)
  }
  const end = async (name: string) => {
    await box.ok([
      'sh',
      '-c',
      'pid=$(cat /run/$1.pid); kill -INT $pid; tail --pid=$pid -f /dev/null',
      '-',
      name,
    ])
  }

  const other = `require('net').createServer().listen(3001)`
  await begin('other', [process.execPath, '-e', other, '--', `--token=${SECRETS['word of another program']}`])
  await begin('watch', ['chatctl', 'doctor', '--watch', '1'])
  await begin('monitor', ['chatctl', 'monitor', '--every', '5s'])
  await begin('capture', ['chatctl', 'capture', '--for', '5m', '--write', '/root/chat.pcap'])
  await until('recording', 'test -s chat.pcap')
  const helper = join(import.meta.dirname, '../helpers/wire-client.ts')
  await box.ok([process.execPath, '--input-type=module', '-e', CLIENT, helper])
  await tell(['chatctl', 'console'], { input: `${SECRETS['password that was typed wrongly']}\nstatus\n` })
  await tell(['chatctl', 'passwd', '--stdin'], { input: `${SECRETS['password that was set']}\n` })
  await until('the file', 'grep -q a.txt /var/log/chatserver/server.log')
  await until('an alert', 'grep -q unknown-key monitor.txt')
  await until('two looks', 'test $(grep -c "Every 1 s" watch.txt) -ge 2')
  for (const name of ['capture', 'watch', 'monitor']) await end(name)
  await tell(['chatctl', 'capture', '--read', '/root/chat.pcap', '--include-messages'])
  await tell(['chatctl', 'capture', '--read', '/root/chat.pcap', '--json'])
  await box.ok(['rm', '/root/chat.pcap'])
  await box.ok(['systemctl', 'kill', '--signal=KILL', 'chatserver'])
  const lines = [
    ['doctor', '--json'],
    ['service', 'status', '--json'],
    ['ports', '3001'],
    ['config', 'check'],
    ['config', 'show', '--json'],
    ['config', 'diff'],
    ['logs', '--json', '--journal', '-n', '1000'],
    ['report', '--format', 'html'],
    ['report', '--format', 'json', '--redact', 'none'],
    ['report', '--bundle', '/root/bundle.tar.gz'],
    ['monitor', '--once', '--json', '--webhook', `${WEBHOOK} x`],
  ]
  await Promise.all(lines.map((words) => tell(['chatctl', ...words])))
  const all = said.map(({ text }) => text).join('\n')
  for (const mask of ['--token=***', '"integrations": ******', 'password=(secret)', 'CHATCTL_ADMIN_PASSWORD'])
    assert.ok(all.includes(mask), `${mask} is nowhere, so nothing was looked for there`)
  await tell(['journalctl', '--no-pager', '-o', 'export'])
  await tell([
    'sh',
    '-c',
    'zcat /root/bundle.tar.gz; find "$@" -xdev -type f -exec cat {} +',
    '-',
    ...FOLDERS,
  ])
  assert.match(String(said.at(-1)?.text), /webhook/)
  const leaks: string[] = []
  for (const [place, secret] of Object.entries(SECRETS))
    for (const { encoding, text } of encodingsOf(secret))
      for (const { by, text: all } of said) {
        const at = all.indexOf(text)
        if (at >= 0) leaks.push(`${place} (${encoding}): ${by}: ${all.slice(Math.max(0, at - 200), at + 80)}`)
      }
  assert.deepEqual(leaks, [])
})
