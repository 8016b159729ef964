// Runs on any Node that knows ES modules, so that an old one answers with a sentence instead of a stack trace.

/**
 * Says whether a Node release satisfies the `engines` of package.json.
 *
 * @param {string} version such as `24.21.0`
 * @returns {boolean} true for 22.22.2 and later 22s, 24.15.0 and later 24s, and 26 or newer
 */
export function isSupportedNode(version) {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number)
  if (major >= 26) return true
  if (major === 24) return minor >= 15
  return major === 22 && (minor > 22 || (minor === 22 && patch >= 2))
}

/**
 * The sentence for a Node that is too old, in the reader's language.
 *
 * @param {string | undefined} folder  that of chatctl, where `npm start` has brought a Node for it
 */
export function unsupportedNodeText(version, locale, folder) {
  const isChinese = locale.startsWith('zh')
  const here = folder === undefined ? '' : `(cd '${folder}' && npx chatctl)`
  if (isChinese)
    return `chatctl 需要 Node.js 22.22.2+、24.15.0+ 或 26+，当前是 ${version}。${here && `可直接运行：${here}；或`}请升级 Node.js 后重试。`
  return `chatctl needs Node.js 22.22.2+, 24.15.0+ or 26+; this is ${version}. ${here && `Run it with its own: ${here}; or u`}${here ? '' : 'U'}pgrade Node.js and try again.`
}
