import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { columnsOf } from '../../../src/cli/screens/columns.ts'
import { Daemon, eventually, textToAll } from '../../helpers/daemon.ts'
import { noTerminal, Terminal, type TerminalOptions } from '../../helpers/terminal.ts'

const skip = noTerminal || (process.platform !== 'linux' && 'needs Linux, for more than one loopback address')
const FREE = {
  security: { max_connections_per_ip: 20, max_attempts_per_minute: 200, max_messages_per_second: 0 },
}
const AS_BEFORE = { alternate: false, cursor: true, wraps: true }

async function room(t: TestContext): Promise<Daemon> {
  const daemon = await Daemon.start({ config: FREE })
  t.after(() => daemon.stop())
  await daemon.join('alice', { from: '127.0.0.11' })
  await daemon.join('王小明', { from: '127.0.0.12' })
  await daemon.join('bob', { from: '127.0.0.12' })
  return daemon
}

async function open(t: TestContext, daemon: Daemon, options: TerminalOptions = {}): Promise<Terminal> {
  const terminal = await Terminal.open(t, options)
  terminal.chatctl('top', '--config', daemon.configFile)
  await terminal.sees(/^> .*127\.0\.0\.1[12]/m)
  return terminal
}

/** The names of an address list of the server. */
async function listed(daemon: Daemon, list: 'bans' | 'mutes') {
  const { stdout } = await daemon.operate(list, '--json')
  return (JSON.parse(stdout) as { address: string; until: string | null; reason: string | null }[]).map(
    ({ address, until, reason }) => ({ address, forGood: until === null, reason }),
  )
}

test('a screen of 80×24 has it all, wide names in their columns; a wider one has both lists', {
  skip,
}, async (t) => {
  const daemon = await room(t)
  const terminal = await open(t, daemon)
  await terminal.sees(/Messages +[\d.]+\/s delivered/)
  const narrow = terminal.lines()
  assert.equal(narrow.length, 25, 'twenty-four lines and the end of the last')
  assert.deepEqual(
    narrow.filter((line) => columnsOf(line) > 80),
    [],
  )
  const screen = narrow.join('\n')
  assert.match(screen, /^chatctl \S+ \(v9\), pid \d+, up .+ \d\d:\d\d:\d\d$/m)
  for (const label of ['Connections', 'Bytes', 'Queues', 'Event loop', 'Memory'])
    assert.match(screen, new RegExp(`^${label} `, 'm'))
  assert.match(screen, /3 of 200 \(3 named\)/)
  assert.match(screen, /^Warnings since/m)
  assert.match(screen, /^\? help .*q quit/m)
  // Where a name ends does not move the column behind it.
  const places = narrow
    .filter((line) => / 127\.0\.0\.1\d /.test(line))
    .map((line) => columnsOf(line.slice(0, line.indexOf('127.'))))
  assert.equal(places.length, 3)
  assert.equal(new Set(places).size, 1)

  terminal.resize(120, 30)
  await terminal.sees(/Connections .*│ +Addresses/)
  assert.match(terminal.screen(), /│ +127\.0\.0\.12 +2 .*王小明 bob/)
  terminal.press('Tab')
  await terminal.sees(/│ > 127\.0\.0\.12/)
  terminal.press('?')
  await terminal.sees(/Any key goes back/)
})

test('the screen is Chinese for who reads Chinese', { skip }, async (t) => {
  const daemon = await room(t)
  const terminal = await open(t, daemon, { env: { LC_ALL: '', LANG: 'zh_CN.UTF-8', NO_COLOR: '1' } })
  await terminal.sees(/消息 +送达 [\d.]+\/秒/)
  const screen = terminal.screen()
  assert.match(screen, /事件循环/)
  assert.match(screen, /\? 帮助 {2}q 退出/)
  assert.deepEqual(
    terminal.lines().filter((line) => columnsOf(line) > 80),
    [],
  )
})

test('keys ban, mute and kick the selected row on the server, after a question', { skip }, async (t) => {
  const daemon = await room(t)
  const terminal = await open(t, daemon)
  terminal.press('s', 's', 's', 's')
  await terminal.sees(/by address/)
  terminal.press('Home', 'b')
  await terminal.sees(/Ban 127\.0\.0\.11\. How long\?/)
  terminal.type('soon')
  terminal.press('Enter')
  await terminal.sees(/That is no time/)
  terminal.press('C-u')
  terminal.type('2h')
  terminal.press('Enter')
  await terminal.sees(/Why\?/)
  terminal.type('广告')
  terminal.press('Enter')
  await terminal.sees(/loopback.*Ban 127\.0\.0\.11 for 2 h\?[\s\S]*\[y\/N\]/)
  assert.deepEqual(await listed(daemon, 'bans'), [], 'nothing is done before the yes')
  terminal.press('y')
  await terminal.sees(/^Banned 127\.0\.0\.11 until .*closed: 1/m)
  assert.deepEqual(await listed(daemon, 'bans'), [{ address: '127.0.0.11', forGood: false, reason: '广告' }])

  // Two connections of one address: only the selected one is kicked.
  await terminal.sees(/2 of 200/)
  terminal.press('End', 'k')
  await terminal.sees(/Kick bob \(127\.0\.0\.12:\d+\)\?/)
  terminal.press('n')
  await terminal.sees(/Nothing was done/)
  terminal.press('k', 'y')
  await terminal.sees(/^Kicked: bob/m)
  await terminal.sees(/1 of 200/)
  assert.match(terminal.screen(), /王小明/)

  terminal.press('m', 'Enter', 'Enter')
  await terminal.sees(/Mute 127\.0\.0\.12 for good\?[\s\S]*\[y\/N\]/)
  terminal.press('y')
  await terminal.sees(/^Muted 127\.0\.0\.12 for good/m)
  assert.deepEqual(await listed(daemon, 'mutes'), [{ address: '127.0.0.12', forGood: true, reason: null }])
  await terminal.sees(/王小明.* muted/)
})

test('a client that does not read stands first, with the bytes that wait for it', { skip }, async (t) => {
  const daemon = await room(t)
  const deaf = await daemon.connect({ from: '127.0.0.13', paused: true })
  deaf.send({ type: 'hello', from: 'deaf' })
  const alice = await daemon.join('carol', { from: '127.0.0.14' })
  const terminal = await open(t, daemon)
  const words = textToAll('carol', 'x'.repeat(400))
  const flood = setInterval(() => {
    for (let count = 0; count < 500; count++) alice.send(words)
  }, 50)
  t.after(() => clearInterval(flood))
  await terminal.sees(/Waiting Notes *\n. deaf .*(KiB|MiB)/)
  await terminal.sees(/waiting for 1 slow readers/)
})

test('a server that ends or hangs is told, and found again; warnings are shown', { skip }, async (t) => {
  const daemon = await room(t)
  const terminal = await open(t, daemon)
  const pid = daemon.child.pid ?? 0
  process.kill(pid, 'SIGSTOP')
  await terminal.sees(/has not answered for \d+ s|NO ANSWER since/)
  await terminal.sees(/NO ANSWER since/)
  terminal.press('b')
  await terminal.sees(/nothing can be done to anybody/)
  process.kill(pid, 'SIGCONT')
  await terminal.sees(/^Connections +\d+ of 200[\s\S]*\n▶ Connections/m)
  await eventually(() => (/NO ANSWER/.test(terminal.screen()) ? undefined : true), 'the server to answer')
  await daemon.operate('loglevel', 'ERROR')
  await terminal.sees(/^ +\d\d:\d\d:\d\d WARNING .*ERROR/m)

  daemon.child.kill('SIGKILL')
  await daemon.exited
  await terminal.sees(/NO ANSWER since .*not running/)
  const next = await Daemon.start({
    port: daemon.port,
    config: { ...FREE, server: { control_socket: daemon.path('control.sock') } },
  })
  t.after(() => next.stop())
  await terminal.sees(/^Connections +0 of 200/m)
  await terminal.sees(/Nobody is connected/)
  assert.doesNotMatch(terminal.screen(), /NO ANSWER/)
})

test('the terminal is as it was, however top ends', { skip }, async (t) => {
  const daemon = await room(t)
  const ways: [string, (terminal: Terminal) => void, number?][] = [
    ['q', (terminal) => terminal.press('q'), 0],
    ['Ctrl+C', (terminal) => terminal.press('C-c'), 130],
    ['SIGTERM', (terminal) => process.kill(terminal.foreground(), 'SIGTERM'), 143],
    ['SIGABRT', (terminal) => process.kill(terminal.foreground(), 'SIGABRT')],
    ['SIGKILL', (terminal) => process.kill(terminal.foreground(), 'SIGKILL')],
    ['an uncaught error', (terminal) => process.kill(terminal.foreground(), 'SIGUSR2')],
  ]
  const crash = `process.on('SIGUSR2',()=>{throw(Error('crash'))})`
  const terminal = await Terminal.open(t, { env: { NODE_OPTIONS: `--import=data:text/javascript,${crash}` } })
  for (const [name, end, status] of ways) {
    const before = await terminal.settings()
    await terminal.does(`echo before ${name}`)
    terminal.chatctl('top', '--config', daemon.configFile, '; echo status $?')
    await terminal.sees(/^> /m)
    assert.deepEqual(terminal.state(), { alternate: true, cursor: false, wraps: false }, name)
    end(terminal)
    await eventually(() => (terminal.state().alternate ? undefined : true), `the end after ${name}`, 20_000)
    await terminal.sees(new RegExp(`^before ${name.replace('+', '\\+')}$`, 'm'))
    if (status !== undefined) await terminal.sees(new RegExp(`^status ${status}$`, 'm'))
    if (name === 'an uncaught error') await terminal.sees(/Error: crash/)
    // The shell may have shown its prompt before the terminal was put back.
    terminal.press('Enter')
    await terminal.shellWaits()
    assert.deepEqual(terminal.state(), AS_BEFORE, name)
    assert.equal(await terminal.settings(), before, name)
  }
})

test('Ctrl+Z gives the terminal to the shell, and fg brings top back', { skip }, async (t) => {
  const daemon = await room(t)
  const terminal = await Terminal.open(t)
  const before = await terminal.settings()
  terminal.chatctl('top', '--config', daemon.configFile)
  await terminal.sees(/^> /m)
  const pid = terminal.foreground()
  for (const stop of [() => terminal.press('C-z'), () => process.kill(pid, 'SIGTSTP')]) {
    stop()
    await terminal.sees(/Stopped/)
    assert.deepEqual(terminal.state(), AS_BEFORE)
    assert.equal(await terminal.settings(), before)
    terminal.run('clear')
    terminal.run('fg')
    await terminal.sees(/^> .*127\.0\.0\.1/m)
    assert.deepEqual(terminal.state(), { alternate: true, cursor: false, wraps: false })
  }
  terminal.press('q')
  await terminal.shellWaits()
})

test('paused, the screen stands still until it goes on', { skip }, async (t) => {
  const daemon = await room(t)
  const terminal = await open(t, daemon)
  terminal.press('p')
  await terminal.sees(/PAUSED/)
  const dave = await daemon.join('dave', { from: '127.0.0.15' })
  await daemon.operate('users')
  assert.doesNotMatch(terminal.screen(), /dave/)
  terminal.press('p')
  await terminal.sees(/dave/)
  await dave.close()
})
