import { type RunningEndpointEmulator, startEndpointEmulator } from '@azureml-endpoints/endpoint-emulator'
import type { PlaygroundOnScreen } from '../playground-on-screen.ts'

/** Brings the page into a state that it can stay in. */
export type EnterState = (on: PlaygroundOnScreen, endpoint: string) => Promise<void>

const prose = Array.from({ length: 2_000 }, (_, index) => (index % 40 === 39 ? '\n\n' : `word${index} `))

/** Starts an endpoint that answers as slowly as the states need. */
export async function startSlowEndpoint(): Promise<RunningEndpointEmulator> {
  const times = Infinity
  const thought = 'First I look at the question, then I think about it.'
  return startEndpointEmulator({
    apiKey: 'any-key',
    replies: [
      { when: { text: /stream/i }, pieces: prose, pace: { delayMs: 100 }, times },
      { when: { text: /wait/i }, latencyMs: 100_000, text: 'Late.', times },
      { when: { text: /busy/i }, raw: { status: 503, headers: { 'retry-after': '50' }, body: '{}' }, times },
      { when: { text: /reason/i }, reasoning: thought, text: 'It is so.', times },
      { when: { text: /long/i }, text: `${'x'.repeat(400)} https://host.example/${'path/'.repeat(80)}`, times },
    ],
  })
}

async function askOwn(on: PlaygroundOnScreen, endpoint: string, text: string): Promise<void> {
  await on.setEndpoint(endpoint, 'any-key')
  await on.page.getByText('Using 127.0.0.1').waitFor()
  await on.ask(text)
}

async function askAnd(on: PlaygroundOnScreen, text: string, tab: string): Promise<void> {
  await on.ask(text)
  await on.answered()
  await on.page.getByRole('tab', { name: tab }).click()
}

/** The states of the page that are looked at: each by hand in screenshots, and all by the tests of accessibility and layout. */
export const pageStates: Readonly<Record<string, EnterState>> = {
  start: (on) => on.box.waitFor(),
  connecting: async (on, endpoint) => {
    await askOwn(on, endpoint, 'Please wait.')
    await on.status('Connecting')
  },
  retrying: async (on, endpoint) => {
    await askOwn(on, endpoint, 'Are you busy?')
    await on.page.getByTestId('retrying').waitFor()
  },
  streaming: async (on, endpoint) => {
    await askOwn(on, endpoint, 'Please stream.')
    await on.page.getByText('word12').first().waitFor()
  },
  stopped: async (on) => {
    await on.ask('Please count to 300.')
    await on.page.getByText('1 2 3').waitFor()
    await on.page.keyboard.press('Escape')
    await on.status('Stopped')
  },
  failed: async (on) => {
    await on.simulateFault('Wrong key (401)')
    await on.ask('Will it work?')
    await on.status('Failed')
  },
  markdown: async (on) => {
    await on.ask('Show me Markdown.')
    await on.answered()
  },
  tool: async (on) => {
    await on.turnOn('Enable tools')
    await on.ask('How many collatz_steps does it take?')
    await on.answered()
    await on.page.getByRole('button', { name: /^collatz_steps/ }).click()
  },
  reasoning: async (on, endpoint) => {
    await askOwn(on, endpoint, 'Please reason.')
    await on.answered()
    await on.page.getByRole('button', { name: 'Reasoning', exact: true }).click()
  },
  structured: async (on) => {
    await on.turnOn('Structured output')
    await on.ask('Will it be solved?')
    await on.answered()
  },
  'long words': async (on, endpoint) => {
    await askOwn(on, endpoint, `A long one: ${'y'.repeat(300)}`)
    await on.answered()
  },
  editing: async (on) => {
    await on.ask('What is this?')
    await on.answered()
    await on.page.getByRole('button', { name: 'Edit and resend' }).click()
  },
  attachments: async (on) => {
    await on.dropImage()
    const files = [{ name: 'a-recording-with-a-rather-long-name-of-its-own.wav', type: 'audio/wav', data: 'UklGRg==' }]
    await on.page.locator('.composer').dispatchEvent('drop', { dataTransfer: await on.transfer(files) })
    await on.page.getByRole('combobox', { name: 'Formatter' }).click()
    await on.page.getByRole('option', { name: 'Cohere v2', exact: true }).click()
    await on.page.getByRole('alert').waitFor()
  },
  'your endpoint': async (on) => {
    await on.setEndpoint('https://host.example/', 'any-key')
    await on.page.getByRole('alert').waitFor()
    on.ignoreErrors((text) => text.includes('status of 400'))
  },
  shortcuts: async (on) => {
    await on.page.getByRole('button', { name: 'Keyboard shortcuts' }).click()
    await on.page.getByRole('dialog').waitFor()
  },
  timing: (on) => askAnd(on, 'How long does it take?', 'Timing'),
  calls: (on) => askAnd(on, 'What did I ask?', 'Calls'),
  formats: (on) => askAnd(on, 'In which format?', 'Formats'),
  code: (on) => askAnd(on, 'In which language?', 'Code'),
}
