/** Words of a name that make its value a key, a token or a password. */
const secretWord =
  /^(assertion|auth(entication|orization)?|bearer|code|cookies?|credentials?|csrf|dpop|hmac|jwt|otp|pass(code|phrase|w(or)?d)?|pat|pwd|sas|session(id)?|sig(nature)?)$|(key|secret|token|password)s?$/

/** Words that only end like one of them. */
const otherWord = /^(donkey|hockey|jockey|monkey|turkey|whiskey)s?$/

/** Names from the vocabulary of models, and names of what only describes a key. */
const harmlessName =
  /(^|_)(allowed|audio|bad|bos|cls|completion|end|eos|image|mask|max|min|new|num|pad|prompt|prompt_cache|sep|start|stop|total|unk)_(token|key)s?$|_(column|count|field|format|id|limit|mode|name|path|phrase|point|type|url|word)s?$/

/** Matches if a name contains a secret word anywhere; most names do not. Created on first use, because bundlers keep module code with side effects. */
let secretPart: RegExp | undefined

/** Returns whether the name of a header, a query parameter or a body parameter says that its value is a key, a token or a password. */
export function isSecretName(name: string): boolean {
  secretPart ??= RegExp(`${secretWord.source.replace(/[$^]/g, '')}|conn`, 'iu')
  if (!secretPart.test(name)) return false
  const words = name
    .slice(0, 200)
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replace(/[^a-z\d]+/g, '_')
  if (/session_?id|conn(ection)?_?str(ing)?/.test(words)) return true
  if (harmlessName.test(words)) return false
  return words.split('_').some((word) => secretWord.test(word.replace(/\d+$/, '')) && !otherWord.test(word))
}
