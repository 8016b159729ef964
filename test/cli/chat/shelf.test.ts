import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Shelf } from '../../../src/cli/chat/shelf.ts'

test('a file is found by number, by the id of the server, and by its name, the newest first', () => {
  const shelf = new Shelf()
  shelf.add({ name: 'a.txt', from: 'Bob', id: 'x' })
  shelf.add({ name: 'a.txt', from: 'Eve', id: 'y' })
  assert.equal(shelf.find('1')?.from, 'Bob')
  assert.equal(shelf.find('x')?.from, 'Bob')
  assert.equal(shelf.find('a.txt')?.from, 'Eve')
  assert.equal(shelf.find('b.txt'), undefined)
})

test('files that nobody asked for take a bounded part of the memory: the oldest content goes', () => {
  const shelf = new Shelf()
  const data = Buffer.alloc(30 << 20)
  for (const from of ['Ann', 'Bob', 'Eve']) shelf.add({ name: 'big', from, data })
  assert.deepEqual(
    shelf.offers.map((offer) => offer.data?.length),
    [undefined, data.length, data.length],
  )
  for (let count = 0; count < 2000; count++) shelf.add({ name: 'small', from: 'Ann' })
  assert.equal(shelf.offers.length, 1000)
  assert.equal(shelf.offers.at(-1)?.number, 2003)
})
