import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { search } from '../../src/explain/search.ts'
import { suggest } from '../../src/explain/suggest.ts'
import { type Texts, topicTexts } from '../../src/messages/topic-texts.ts'

let texts: Texts[]
before(async () => {
  texts = await Promise.all([topicTexts('en'), topicTexts('zh-CN')])
})

test('words of either language find their topic first', () => {
  const rows = [
    ['port in use', 'port-in-use'],
    ['端口占用', 'port-in-use'],
    ['端口被占用', 'port-in-use'],
    ['disk full', 'disk-full'],
    ['磁盘已满', 'disk-full'],
    ['firewall', 'firewall'],
    ['防火墙', 'firewall'],
    ['全员禁言', 'global-mute'],
    ['heap memory', 'memory-growth'],
    ['certificate', 'tls'],
    ['证书', 'tls'],
  ] as const
  for (const [words, topic] of rows) assert.equal(search(words, texts)[0], topic, words)
})

test('a word matches from its beginning, and words that nobody uses match nothing', () => {
  assert.ok(search('certif', texts).includes('tls'))
  assert.deepEqual(search('ertificate', texts), [])
  assert.deepEqual(search('zzzz', texts), [])
  assert.deepEqual(search('  ', texts), [])
  assert.deepEqual(search('(((', texts), [])
})

test('what is spelt nearly so is suggested', () => {
  assert.equal(suggest('EADRINUSE')[0]?.id, 'EADDRINUSE')
  assert.equal(suggest('ECONREFUSED')[0]?.id, 'ECONNREFUSED')
  assert.equal(suggest('door/baned')[0]?.id, 'door/banned')
  assert.equal(suggest('FileNotFoundErorr')[0]?.id, 'FileNotFoundError')
  assert.deepEqual(suggest('xx'), [])
  assert.deepEqual(suggest('x'.repeat(5000)), [])
})
