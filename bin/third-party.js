import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** `node_modules/a/node_modules/@b/c` of `node_modules/a/node_modules/@b/c/lib/d.js`. */
const FOLDER = /^.*\bnode_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/

/**
 * The packages whose code a build took in, with the words under which they may be passed on: most licences ask for
 * those to travel along, and the installed package has no node_modules to find them in.
 *
 * @param {string[]} modules paths of the files that were taken in
 * @returns {string} one section a package, by name
 * @throws Error when a package has neither a licence file nor a licence name
 */
export function thirdPartyNotices(modules) {
  const folders = new Set(modules.flatMap((path) => FOLDER.exec(path)?.[0] ?? []))
  const sections = [...folders].map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
    return {
      title: `${name} ${version} (${license ?? 'see below'})`,
      words: licenceOf(folder, name, license),
    }
  })
  const unique = new Map(sections.map(({ title, words }) => [title, words]))
  const body = [...unique]
    .sort()
    .map(([title, words]) => `${title}\n${'-'.repeat(title.length)}\n\n${words}\n`)
  return ['Code of these packages is part of the files beside this one.\n', ...body].join('\n')
}

function licenceOf(folder, name, license) {
  const file = readdirSync(folder).find((entry) => /^(?:licen[cs]e|copying)/i.test(entry))
  if (file !== undefined && existsSync(join(folder, file)))
    return readFileSync(join(folder, file), 'utf8').trim()
  if (license === undefined) throw new Error(`${name} says nothing of its licence`)
  return `The package has no licence file; its package.json says: ${license}`
}
