/** Returns whether the name of a header or a query parameter suggests that its value is a key or token. */
export function isSecretName(name: string): boolean {
  return /auth|key|token|secret|cookie|pass(word|wd|phrase|code)|pwd|credential|signature|session|jwt|^(sig|code|sas|pat)$/i.test(
    name,
  )
}

/** Words in the name of a body parameter that make its value a secret. */
const secretWords =
  /^(auth|authorization|bearer|cookie|credentials?|jwt|(api)?keys?|pass(word|wd|phrase|code)|pwd|secrets?|sig|signature|token)$/

/** Tokens and keys in the vocabulary of models, and what only describes a key. */
const harmlessName =
  /(^|_)(eos|bos|pad|unk|sep|cls|mask|stop|start|end|image|audio|prompt_cache)_(token|key)$|_(column|count|field|format|limit|mode|name|path|type|url)s?$/

/** Returns whether the name of a body parameter suggests a key or token: `api_key`, `authToken`, but not `eos_token`. */
export function isSecretParameter(name: string): boolean {
  const words = name
    .slice(0, 200)
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .toLowerCase()
  return (
    !harmlessName.test(words) &&
    (/connection_?string/.test(words) || words.split(/[^a-z\d]+/).some((word) => secretWords.test(word)))
  )
}
