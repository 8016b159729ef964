import assert from 'node:assert/strict'
import { test } from 'node:test'
import { complete } from '../../../src/cli/chat/completion.ts'
import { Shelf } from '../../../src/cli/chat/shelf.ts'

const shelf = new Shelf()
shelf.add({ name: 'a.txt', from: 'Bob', id: '1' })
shelf.add({ name: 'a.txt', from: 'Eve', id: '2' })
shelf.add({ name: 'evil\u001b[2J', from: 'Eve', id: '3' })
const users = ['Ann', 'Bob', 'Bob the Builder', 'Bo\u202eb']

test('commands, names and files are completed, each once, and nothing that could not be shown', () => {
  const found = (line: string) => complete(line, { users, shelf })
  assert.deepEqual(found('/m'), [['/msg '], '/m'])
  assert.deepEqual(found('/msg Bo'), [['Bob ', 'Bob the Builder '], 'Bo'])
  assert.deepEqual(found('/get '), [['a.txt'], ''])
  assert.deepEqual(found('/get e'), [[], 'e'])
  assert.deepEqual(found('hello Bo'), [[], 'hello Bo'])
  assert.deepEqual(complete('/msg B', { users: null, shelf }), [[], 'B'])
})
