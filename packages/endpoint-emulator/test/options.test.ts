import { describe, expect, it } from 'vitest'
import { type EndpointEmulatorOptions, createEndpointEmulator, startEndpointEmulator } from '../src/index.ts'

describe('invalid options', () => {
  it.each<[options: Record<string, unknown>, message: string]>([
    [
      { image: 'gpt' },
      'Option image is "gpt". Use one of "classic", "foundation", "huggingface", "score-script", "serverless", "foundry", "prompt-flow".',
    ],
    [{ imgae: 'classic' }, 'There is no option "imgae". Did you mean "image"? Use '],
    [{ somethingElse: 1 }, 'There is no option "somethingElse". Use '],
    [{ faults: [{ satus: 1 }] }, 'Option faults[0] has no "satus". Did you mean "status"? Use when, times, '],
    [{ faults: [{ status: 1 }] }, 'Option faults[0].status is 1. Use a whole number from 200 to 599.'],
    [{ faults: [{}, { headers: { a: 'x\r\ny' } }] }, 'Option faults[1].headers cannot have the header "a"'],
    [
      { faults: [{ firstByteDelayMs: 1e300 }] },
      'Option faults[0].firstByteDelayMs is 1e+300. Use a number from 0 to 2147483647.',
    ],
    [{ faults: [{ reset: 'later' }] }, 'Option faults[0].reset is "later". Use \'before-headers\', '],
    [{ faults: [{ when: { text: 5 } }] }, 'Option faults[0].when.text is 5. Use a string or a regular expression.'],
    [{ faults: {} }, 'Option faults is {}. Use a list of faults or a function.'],
    [{ deployments: ['blue'] }, 'Option deployments[0] is "blue". Use an object with '],
    [{ deployments: [{}] }, 'Option deployments[0] has no name. Add it.'],
    [{ deployments: [{ name: 'blue', trafic: 1 }] }, 'Option deployments[0] has no "trafic". Did you mean "traffic"?'],
    [{ randomFaults: { rate: 7 } }, 'Option randomFaults.rate is 7. Use a number from 0 to 1.'],
    [
      { upstream: 'notaurl' },
      'Option upstream is "notaurl". Use an http: or https: URL, or an object with one as url.',
    ],
    [{ upstream: { url: 'ftp://host' } }, 'Option upstream.url is "ftp://host". Use an http: or https: URL'],
    [{ upstream: { url: 'http://h', apikey: 'x' } }, 'Option upstream has no "apikey". Did you mean "apiKey"?'],
    [{ replies: [5] }, 'Option replies[0] is 5. Use a string, a function or an object that describes a reply.'],
    [{ replies: [{ txt: 'a' }] }, 'Option replies[0] has no "txt". Did you mean "text"?'],
    [{ replies: [{ raw: { headers: { 'a b': 'x' } } }] }, 'Option replies[0].raw.headers cannot have the header "a b"'],
    [{ replies: [{ toolCalls: [{}] }] }, 'Option replies[0].toolCalls[0] has no name. Add it.'],
    [{ replies: 'text' }, 'Option replies is "text". Use a list.'],
    [{ endpoints: [{ image: 'gpt' }] }, 'Option endpoints[0] has no name. Add it.'],
    [{ endpoints: [{ name: 'a', image: 'gpt' }] }, 'Option endpoints[0].image is "gpt".'],
    [{ endpoints: [{ name: 'a', port: 1 }] }, 'Option endpoints[0] has no "port".'],
    [{ auth: { mode: 'token' } }, 'Option auth.mode is "token". Use one of "key", "aml_token", "aad_token", "none".'],
    [{ apiKey: 5 }, 'Option apiKey is 5. Use a key or a list of keys.'],
    [{ port: 4280.5 }, 'Option port is 4280.5. Use a whole number from 0 to 65535.'],
    [{ seed: Number.NaN }, 'Option seed is NaN.'],
    [{ reasoning: true }, 'Option reasoning is true. Use one of "off", "field", "tags".'],
    [{ pace: { delay: 5 } }, 'Option pace has no "delay".'],
    [{ onAnswer: 'log' }, 'Option onAnswer is "log". Use a function.'],
    [{ apiKey: '' }, 'Option apiKey is "". Use a key or a list of keys.'],
    [{ auth: { accept: [] } }, 'Option auth.accept is []. Use a key or a list of keys.'],
    [{ model: '' }, 'Option model is "". Use a string that is not empty.'],
    [{ host: '' }, 'Option host is "". Use a string that is not empty.'],
    [{ deployments: [] }, 'Option deployments is []. Name at least one, or leave the option out.'],
    [{ deployments: [{ name: 'a' }, { name: 'a' }] }, 'Option deployments has two named "a".'],
    [{ deployments: [{ name: 'a\nb' }] }, 'Option deployments[0].name is "a\\nb". Use a string of header characters.'],
    [{ contentFilter: { prompt: [''] } }, 'Option contentFilter.prompt[0] is "". Use a string that is not empty.'],
    [{ upstream: { url: 'http://h', apiKey: 'a\nb' } }, 'Option upstream.apiKey is "a\\nb". Use a string of header'],
    [
      { faults: [{ trickle: { bytes: 0, delayMs: 1 } }] },
      'Option faults[0].trickle.bytes is 0. Use a whole number from 1',
    ],
    [{ faults: [{ status: 500, modelStatus: 500 }] }, 'Option faults[0] has both status and modelStatus.'],
    [{ replies: [{ text: 'a', raw: {} }] }, 'Option replies[0] has both text and raw. Use one of them.'],
    [{ replies: [{ error: {}, exits: 'process' }] }, 'Option replies[0] has both error and exits.'],
    [{ replies: [{ exits: 'later' }] }, 'Option replies[0].exits is "later". Use one of "sys.exit", "process".'],
    [{ replies: [{ raw: { body: { jsn: 1 } } }] }, 'Option replies[0].raw.body has no json. Add it.'],
    [
      { replies: [{ raw: { body: [{ delay: 1 }] } }] },
      'Option replies[0].raw.body[0] is {"delay":1}. Use text, bytes, { delayMs }, { reset: true } or { stall: true }.',
    ],
    [
      { replies: [{ response: { body: 5 } }] },
      'Option replies[0].response.body is 5. Use text, bytes, a list of steps',
    ],
    [{ replies: [{ embedding: [Number.NaN] }] }, 'Option replies[0].embedding[0] is NaN. Use a number.'],
    [{ script: {} }, 'Option script has no effect with this image. Set image to "score-script".'],
    [{ image: 'score-script', script: { timeout: 5 } }, 'Option script has no "timeout". Did you mean "timeoutMs"?'],
    [{ edge: false }, 'Option edge has no effect with this image. Set image to one of classic, foundation, '],
    [{ endpoints: [{ name: 'a', image: 'foundry', edge: false }] }, 'Option endpoints[0].edge has no effect'],
    [{ constructor: 1 }, 'There is no option "constructor".'],
  ])('%j is rejected with the name of the option', async (options, message) => {
    expect(() => createEndpointEmulator(options)).toThrow(message)
    await expect(startEndpointEmulator(options)).rejects.toThrow(message)
  })

  it('are rejected if they are not an object', () => {
    expect(() => createEndpointEmulator('classic' as never)).toThrow('The options are classic. Pass an object.')
  })

  it('accepts undefined and everything that the documentation shows', () => {
    const replies = [
      'a',
      { raw: { body: 'x' }, times: Infinity },
      () => undefined,
      { when: { path: /x/, headers: { a: /b/ } } },
    ]
    const options = { image: undefined, replies, faults: () => undefined, upstream: 'http://localhost:11434/v1' }
    expect(() => createEndpointEmulator(options)).not.toThrow()
  })

  it('are also found in what functions return, and named in the response', async () => {
    for (const options of [
      { replies: [() => ({ txt: 'a' })] },
      { deployments: [{ name: 'a', replies: [async () => ({ txt: 'a' })] }] },
      { faults: () => ({ satus: 1 }) },
    ]) {
      const { fetch: call } = createEndpointEmulator({
        ...(options as EndpointEmulatorOptions),
        auth: { mode: 'none' },
      })
      const answer = await call('http://h/v1/chat/completions', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{"messages":[{"role":"user","content":"x"}]}',
      })
      expect(answer.status).toBe(500)
      expect(await answer.text()).toMatch(/A function returned an invalid value\. Option (replies|faults)\[0\] has no/)
    }
  })

  it('are also found in replies and faults that are added later', () => {
    const emulator = createEndpointEmulator()
    expect(() => emulator.fail({ satus: 1 } as never)).toThrow('Option faults[0] has no "satus".')
    expect(() => emulator.reply([{ txt: 'a' } as never])).toThrow('Option replies[0] has no "txt".')
  })
})
