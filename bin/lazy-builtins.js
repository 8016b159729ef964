import { builtinModules } from 'node:module'

/** Built-in modules that take milliseconds to load and that many commands never use: loaded at the first call. */
const HEAVY = new Set(['child_process', 'crypto', 'readline', 'worker_threads', 'zlib'])

const BUILTIN_IMPORT = new RegExp(
  `\\bimport(?:(?: ([\\w$]+),?)?(?:\\{([^}]*)\\}|\\*as ([\\w$]+))? ?from ?)?"(?:node:)?(${builtinModules.join('|')})";`,
  'g',
)
const BUILTIN_REQUIRE = new RegExp(`\\b__require\\(\`(?:node:)?(${builtinModules.join('|')})\`\\)`, 'g')

/**
 * Makes imports and requires of built-in modules plain look-ups. For an import Node wraps the whole module, and whatever its getters stand
 * for is loaded with it (streams, workers, a parser of arguments); a start of this program is mostly such loading.
 *
 * @param code  an ES module as rolldown writes it without white space
 */
export function withLazyBuiltins(code) {
  const lookUps = []
  const rest = code.replace(BUILTIN_IMPORT, (_, whole, names, namespace, id) => {
    for (const name of [whole, namespace]) if (name) lookUps.push(`const ${name}=${moduleOf(id)};`)
    for (const name of names ? names.split(',') : []) lookUps.push(lookUp(id, ...name.split(' as ')))
    return ''
  })
  return lookUps.join('') + rest.replace(BUILTIN_REQUIRE, (_, id) => moduleOf(id))
}

function moduleOf(id) {
  // Some modules call what they import `process`.
  return `globalThis.process.getBuiltinModule("node:${id}")`
}

function lookUp(id, name, local = name) {
  // What is called with `new` or compared has to be the thing itself; such names begin with a capital letter.
  const callable = /^[a-z]/.test(name) && typeof process.getBuiltinModule(id)[name] === 'function'
  const later = HEAVY.has(id) && callable
  return later
    ? `const ${local}=(...given)=>${moduleOf(id)}.${name}(...given);`
    : `const{${name}:${local}}=${moduleOf(id)};`
}
