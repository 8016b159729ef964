const SECRET_NAME =
  /pass|pwd|hash|secret|token|credential|cookie|webhook|salt|dsn|auth(?!ors?(?![a-z]))|api[-_]?key|access[-_]?key|private[-_]?key|密码|口令|令牌|密钥/i

/** Whether what bears this name (a key, a variable, a flag) is a secret as far as the name can tell. */
export function namesASecret(name: string): boolean {
  return SECRET_NAME.test(name)
}
