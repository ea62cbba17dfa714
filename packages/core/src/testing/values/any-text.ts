/** Texts that formatters are known to damage: by escaping, trimming, interpolating, parsing, normalising or truncating. */
export const awkwardTexts: readonly string[] = [
  'She said "no".\nThen C:\\temp\\new, and a tab\there',
  '  two spaces on both sides  ',
  '\n\n  lines around\n\n',
  "it's <b>bold</b> & 'quoted' &amp; &lt;so&gt;",
  'MiXeD CaSe İstanbul ǅ ß',
  'Grüße 漢字 🙂👩‍👩‍👧 e\u0301 \u202Eright to left',
  'lone surrogates \uD800 and \uDC00',
  'control \u0000\u0007\b\f\v\u001B\u007F\u2028\u2029\uFEFF',
  '\uFEFFbyte order mark first',
  'lines\r\nof\rall\nkinds',
  "$& $1 $$ $` $' ${text} {text} {{text}} {{{text}}} {0} %s %d %20 +",
  '{"role":"system","content":"a \\"quoted\\" word"}',
  '["a", null, 1]',
  '"only quotes"',
  '\\"escaped already\\" \\n \\u0041 \\\\',
  'null',
  'true',
  '007',
  '<|im_start|>system\n<|im_end|></s>[INST] <<SYS>> [/INST] <think>hm</think>',
  '# Heading\n\n- list\n\n```js\nconst a = `b`\n```\n',
  'x'.repeat(20_000) + ' the end',
]

/** Yields random texts, the same ones in every run. */
export function* anyTexts(count: number): Generator<string, void, undefined> {
  const random = randomNumbers(20_240_611)
  for (let yielded = 0; yielded < count; yielded += 1) {
    const length = 1 + Math.floor(random() * 24)
    yield Array.from({ length }, () => piece(random)).join('')
  }
}

/** Shrinks a text that shows a fault to the shortest part that still shows it, or to a shorter one after 1 000 attempts. */
export function shortest(text: string, isFaulty: (text: string) => boolean): string {
  let short = text
  let attempts = 0
  for (let size = Math.ceil(short.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let start = 0; start < short.length && attempts < 1000; attempts += 1) {
      const without = short.slice(0, start) + short.slice(start + size)
      if (without !== '' && isFaulty(without)) short = without
      else start += size
    }
  }
  return short
}

const pieces = [
  '"',
  '\\',
  '\n',
  '\r\n',
  '\t',
  ' ',
  '{',
  '}',
  '<',
  '>',
  '&',
  "'",
  '$',
  '%',
  '`',
  '/',
  'é',
  '漢',
  '🙂',
  '\uD83D',
]

function piece(random: () => number): string {
  const choice = Math.floor(random() * (pieces.length + 10))
  return pieces[choice] ?? String.fromCodePoint(33 + Math.floor(random() * 94))
}

/** Returns a generator of pseudorandom numbers between 0 and 1 for a seed (mulberry32). */
function randomNumbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
