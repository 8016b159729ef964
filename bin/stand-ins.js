/**
 * What stands in for modules that dependencies load at every start and this program needs nothing or little of: zod's own
 * words in fifty languages, for the catalogues say what is wrong; and, since this package has a manifest, no plugins and its
 * settings in package.json, what oclif looks for commands, plugins and settings with, its spinners, and its ways to start
 * a shell, to time itself and to ask, which cost their built-in modules.
 */
const STAND_INS = [
  { of: /[\\/]zod[\\/]/, path: /locales\/index\.c?js$/, code: 'export {}' },
  { of: /[\\/]@oclif[\\/]/, path: /^(?:tinyglobby|minimatch|lilconfig)$/, code: 'export {}' },
  { of: /[\\/]@oclif[\\/]/, path: /^cli-spinners$/, code: 'export default { dots2: {}, line: {} }' },
  { of: /[\\/]@oclif[\\/]core[\\/]lib[\\/]config[\\/]/, path: /^\.\/plugin$/, code: 'export {}' },
  {
    of: /[\\/]@oclif[\\/]core[\\/]lib[\\/]config[\\/]config\.js$/,
    path: /^\.\.\/util\/fs$/,
    code: 'export const safeReadJson = async () => undefined',
  },
  {
    of: /[\\/]@oclif[\\/]/,
    path: /^\.\.\/util\/os$/,
    code: `
      import { homedir, platform, userInfo } from 'node:os'
      export const getHomeDir = () => homedir()
      export const getPlatform = () => platform()
      export const getShell = () => (process.env.SHELL ?? process.env.COMSPEC ?? userInfo().shell ?? 'unknown').split(/[\\\\/]/).at(-1)`,
  },
  {
    of: /[\\/]@oclif[\\/]/,
    path: /^node:perf_hooks$/,
    code: 'export const performance = undefined',
  },
  {
    of: /[\\/]@oclif[\\/]/,
    path: /^node:readline$/,
    code: "export const createInterface = (...given) => process.getBuiltinModule('node:readline').createInterface(...given)",
  },
]

const PREFIX = '\0stand-in:'

/** The plug-in of the build that puts them in. */
export const standIns = {
  name: 'stand-ins',
  resolveId(path, importer = '') {
    const found = STAND_INS.findIndex((one) => one.of.test(importer) && one.path.test(path))
    return found < 0 ? undefined : `${PREFIX}${found}`
  },
  load(id) {
    return id.startsWith(PREFIX)
      ? { code: STAND_INS[id.slice(PREFIX.length)].code, moduleType: 'js' }
      : undefined
  },
}
