import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ERRNOS } from '../../src/explain/codes/errnos.ts'
import { NAMES } from '../../src/explain/names.ts'
import { ask } from '../../src/explain/question.ts'
import type { TopicId } from '../../src/messages/topic-texts.ts'

const topicOf = (question: string) => ask(question)?.best.topic
const otherNames = (question: string) =>
  ask(question)?.others.map(({ names }) => `${names[0]?.kind} ${names[0]?.id}`)

test('every name leads to its topic, whatever its case and whether its kind stands before it', () => {
  for (const { kind, id, topic } of NAMES) {
    if (kind === 'exit' || kind === 'text' || kind === 'console') continue
    const found = [id, id.toLowerCase(), `${kind} ${id}`].map((question) => {
      const { best, others } = ask(question) ?? assert.fail(`${kind} ${id}`)
      return [best, ...others].map((answer) => answer.topic)
    })
    for (const topics of found) assert.ok(topics.includes(topic), `${kind} ${id}: ${topics.join(', ')}`)
  }
})

test('a bare number is answered with its likeliest meaning, and the other ones are named', () => {
  assert.equal(topicOf('4'), 'clients-cannot-connect')
  assert.deepEqual(otherNames('2'), ['errno ENOENT', 'exit 2', 'signal SIGINT'])
  assert.deepEqual(otherNames('9'), ['errno EBADF', 'signal SIGKILL'])
  assert.equal(topicOf('98'), 'port-in-use')
  assert.equal(topicOf('-98'), 'port-in-use')
  assert.equal(topicOf('111'), 'connection-refused')
  assert.equal(topicOf('137'), 'killed')
  assert.equal(topicOf('143'), 'terminated')
  assert.equal(topicOf('203'), 'program-missing')
  assert.equal(topicOf('10048'), 'port-in-use')
  assert.equal(topicOf('99999'), undefined)
})

test('exit codes without a topic of their own lead to their signal or say that they are not ours', () => {
  assert.equal(topicOf('exit 154'), 'other-signal')
  assert.equal(topicOf('exit 138'), 'log-signal')
  assert.equal(topicOf('exit 77'), 'other-exit-code')
  assert.equal(topicOf('exit 300'), undefined)
})

test('a signal is one where it is said as such', () => {
  const rows: readonly (readonly [string, TopicId])[] = [
    ['SIGKILL', 'killed'],
    ['KILL', 'killed'],
    ['signal 9', 'killed'],
    ['kill -9', 'killed'],
    ['信号 9', 'killed'],
    ['status=9/KILL', 'killed'],
    ['9/KILL', 'killed'],
    ['code=killed, status=9/KILL', 'killed'],
    ['Main process exited, code=killed, status=15/TERM', 'terminated'],
    ['Main process exited, code=dumped, status=6/ABRT', 'aborted'],
    ['Main process exited, code=dumped, status=11/SEGV', 'native-crash'],
    ['SIGHUP', 'hang-up'],
    ['SIGWINCH', 'other-signal'],
  ]
  for (const [question, topic] of rows) assert.equal(topicOf(question), topic, question)
})

test('results of systemd are known alone and in the lines of the journal', () => {
  const rows: readonly (readonly [string, TopicId])[] = [
    ['exit-code', 'service-exits-at-once'],
    ['oom-kill', 'out-of-memory-kill'],
    ['start-limit-hit', 'restart-loop'],
    ['watchdog', 'watchdog'],
    ["chatserver.service: Failed with result 'oom-kill'.", 'out-of-memory-kill'],
    ["chatserver.service: Failed with result 'timeout'.", 'service-timeout'],
    ['chatserver.service: Start request repeated too quickly.', 'restart-loop'],
    ['Nov 23 10:00:00 host systemd[1]: chatserver.service: Watchdog timeout (limit 30s)!', 'watchdog'],
    ['[12345.678] Out of memory: Killed process 4711 (node) total-vm:1kB', 'out-of-memory-kill'],
    ['Unit chatserver.service could not be found.', 'not-installed'],
  ]
  for (const [question, topic] of rows) assert.equal(topicOf(question), topic, question)
})

test('system errors are known by name, by number and by the words of the C library in both languages', () => {
  for (const [id, { linux, words }] of Object.entries(ERRNOS)) {
    const { topic } = NAMES.find((name) => name.kind === 'errno' && name.id === id) ?? assert.fail(id)
    assert.equal(topicOf(id), topic)
    assert.equal(topicOf(`errno ${linux}`), topic, id)
    for (const said of words) assert.equal(topicOf(said), topic, said)
  }
  assert.equal(topicOf('Error: listen EADDRINUSE: address already in use 0.0.0.0:3000'), 'port-in-use')
  assert.equal(topicOf('ENOSYS'), 'other-errno')
  assert.equal(topicOf('WSAECONNREFUSED'), 'connection-refused')
})

test('codes of Node.js are known in their messages; unknown ones are still codes of Node.js', () => {
  const message =
    "Error [ERR_MODULE_NOT_FOUND]: Cannot find package 'fastify' imported from /opt/chatctl/dist/x.js"
  assert.equal(topicOf(message), 'modules-missing')
  assert.equal(topicOf('ERR_SOMETHING_NEW'), 'other-node-code')
  assert.equal(
    topicOf('FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory'),
    'memory-growth',
  )
})
