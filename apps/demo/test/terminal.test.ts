import { Writable } from 'node:stream'
import { stripVTControlCharacters } from 'node:util'
import { describe, expect, it } from 'vitest'
import { Recording } from '../src/tour-runner/recording.ts'
import type { Outcome } from '../src/tour-runner/run-tour.ts'
import { jsonDocument } from '../src/terminal/json-document.ts'
import { TerminalView } from '../src/terminal/terminal-view.ts'
import { escapeText } from '@azureml-endpoints/endpoint-emulator'

const below00A0 = Array.from({ length: 0xa0 }, (_, code) => code)
const others = [0x2028, 0x2029, 0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2066, 0x2067, 0x2068, 0x2069]
const dangerous = /[^\P{Cc}\n\t]|[\u2028\u2029\u202a-\u202e\u2066-\u2069]/u
const codes = [...below00A0, ...others].filter((code) => dangerous.test(String.fromCharCode(code)))

/** The colours of the tour itself. */
const ours = new RegExp(`${String.fromCharCode(27)}\\[\\d+m`, 'g')

/** The tour's view on a stream that is not a terminal, and its output without colours. */
function watch(): { view: TerminalView; written: () => string } {
  let text = ''
  const output = new Writable({ write: (chunk, _encoding, done) => ((text += String(chunk)), done()) })
  return { view: new TerminalView(output as NodeJS.WriteStream), written: () => text.replaceAll(ours, '') }
}

describe('the tour on a terminal', () => {
  const places: Readonly<Record<string, (recording: Recording, text: string) => void>> = {
    'the URL': ({ request }, text) => request({ url: text, headers: new Headers(), body: {} } as never),
    'a header value': ({ request }, text) => request({ url: 'u', headers: [['x', text]], body: {} } as never),
    'the prompt': ({ request }, text) => request({ url: 'u', headers: new Headers(), body: { prompt: text } } as never),
    'the answer': ({ text: show }, text) => show(text),
    'the reasoning': ({ reasoning }, text) => reasoning(text),
    'a note': ({ note }, text) => note(text),
    'the finish reason': ({ finish }, text) => finish(text),
  }
  const cases = Object.keys(places).flatMap((place) => codes.map((code) => ({ place, code })))

  it.each(cases)('escapes control characters in $place: U+$code', ({ place, code }) => {
    const { view, written } = watch()
    const recording = new Recording(view.run({ entryPoint: 'core', apiType: 'dedicated', address: {} }))
    places[place]?.(recording, `a${String.fromCharCode(code)}b`)
    view.outcome(outcome(recording))
    expect(written()).not.toMatch(dangerous)
    expect(written()).toMatch(/a\\(u[\da-f]{4}|[rbf])b/)
  })

  it.each(codes)('escapes control characters in an error: U+%i', (code) => {
    const { view, written } = watch()
    const recording = new Recording(view.run({ entryPoint: 'core', apiType: 'dedicated', address: {} }))
    const text = `a${String.fromCharCode(code)}b`
    const error = Object.assign(new Error(text), { name: text })
    view.outcome({ ...outcome(recording), error })
    expect(written()).not.toMatch(dangerous)
  })

  it('escapes line breaks in notes, but keeps them in answers', () => {
    const { view, written } = watch()
    const recording = new Recording(view.run({ entryPoint: 'core', apiType: 'dedicated', address: {} }))
    recording.note('a\r\n  ✓ forged')
    recording.text('one\ntwo\t👩‍👩‍👧‍👦 שלום')
    view.outcome(outcome(recording))
    expect(stripVTControlCharacters(written())).toContain(String.raw`• a\r\n  ✓ forged`)
    expect(written()).toContain('one\n  two\t👩‍👩‍👧‍👦 שלום')
  })

  it('prints equivalent JSON with control characters escaped', () => {
    const recording = new Recording({ request: () => {}, chunk: () => {}, note: () => {} })
    recording.text(codes.map((code) => String.fromCharCode(code)).join(''))
    const document = jsonDocument('?', [{ name: 'step', shows: '', runs: [] }], [outcome(recording)])
    const printed = escapeText(JSON.stringify(document, null, 2))
    expect(printed).not.toMatch(dangerous)
    expect(JSON.parse(printed)).toEqual(JSON.parse(JSON.stringify(document)))
  })
})

function outcome(recording: Recording): Outcome {
  const { progress } = recording
  return { step: 'step', entryPoint: 'core', apiType: 'dedicated', recording, progress, totalMs: 1 }
}
