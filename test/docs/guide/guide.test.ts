import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { test } from 'node:test'
import { LANGUAGES, type Language, Machine } from './machine.ts'
import { asShown, comparable, tellsOfMachine } from './normalise.ts'
import { blocksOf, fill, namesOf, PAGES } from './pages.ts'
import { SCENES } from './scenes.ts'

const mode = process.env.CHATCTL_GUIDE
const only = process.env.CHATCTL_GUIDE_ONLY?.split(',')

const pageOf = (language: Language) => readFileSync(PAGES[language], 'utf8')

test('the answers of the guide are what the commands print (else: npm run guide)', async (t) => {
  const machine = await Machine.boot(t)
  if (machine === undefined) return
  const scenes = SCENES.filter(({ id, quick }) => only?.includes(id) ?? (mode !== undefined || quick))
  for (const [index, scene] of scenes.entries()) {
    await t.test(scene.id, async () => {
      // In every `npm test` each answer is asked for in one of the languages; what is judged is the same in both.
      const languages = mode === undefined ? ([index % 2 === 0 ? 'en' : 'zh-CN'] as const) : LANGUAGES
      const printed = await machine.play(scene, languages)
      for (const [language, text] of printed) {
        const output = asShown(text)
        assert.doesNotMatch(output, /^(?:Error|错误)[:：]|^$/)
        const block = blocksOf(pageOf(language)).get(scene.id)
        const isSame =
          block?.command === scene.command && comparable(output, scene) === comparable(block.output, scene)
        if (mode === 'write' && !isSame) {
          assert.ok(!tellsOfMachine(text), `this machine has troubles of its own:\n${text}`)
          writeFileSync(PAGES[language], fill(pageOf(language), new Map([[scene.id, output]])))
        } else if (!isSame) {
          assert.deepEqual({ command: scene.command, output }, block, `${PAGES[language]} is out of date`)
        }
      }
    })
  }
})

test('both languages of the guide have the same answers in the same order, and every scene is one', () => {
  const names = namesOf(pageOf('en'))
  assert.deepEqual(namesOf(pageOf('zh-CN')), names)
  assert.deepEqual([...names].sort(), SCENES.map(({ id }) => id).sort())
})
