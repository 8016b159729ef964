import assert from 'node:assert/strict'

/** Elements that have no end. */
const EMPTY = new Set(['meta', 'br', 'hr', 'link', 'wbr', 'col'])
const TAG =
  /<(\/?)([a-z][\w-]*)((?:\s+[a-zA-Z:_-]+(?:="[^"<]*")?)*)\s*(\/?)>|<!doctype html>|<style>[^<]*<\/style>/gi

/** Every element is closed in its order, and no `<` stands where none belongs. */
export function expectMarkup(text: string, what: string): Set<string> {
  const open: string[] = []
  const names = new Set<string>()
  const rest = text.replace(
    TAG,
    (whole, end: string, name: string | undefined, _attributes, alone: string) => {
      if (name === undefined) return ''
      names.add(name.toLowerCase())
      if (end === '/') assert.equal(open.pop(), name, `${what}: ${whole} closes another element`)
      else if (alone !== '/' && !EMPTY.has(name)) open.push(name)
      return ''
    },
  )
  assert.deepEqual(open, [], `${what}: open at its end`)
  const stray = rest.indexOf('<')
  if (stray >= 0) assert.fail(`${what}: a stray <: ${JSON.stringify(rest.slice(stray, stray + 100))}`)
  return names
}
