import { describe, expect, it } from 'vitest'
import { inNamesOf, keepMessage, renamed } from '../../src/errors/api-names.ts'
import { AzureMLError, causeOf, classOf } from '../../src/errors/azureml-error.ts'
import { ConfigurationError } from '../../src/errors/configuration-error.ts'
import { EndpointError, withDetails } from '../../src/errors/endpoint-error.ts'
import { createdError, LaterError } from '../../src/errors/later-error.ts'
import { laterPart } from '../../src/errors/later-part.ts'
import { limitError, mebi } from '../../src/errors/limits.ts'
import { printable } from '../../src/errors/printable.ts'

describe("an adapter's names", () => {
  const names = { renamed: { topK: 'top_k', 'chat()': 'invoke()', tools: 'toolSet', constructor: 'build' } }

  it.each<[text: string, expected: string]>([
    ['`topK`', '`top_k`'],
    ['topK', 'topK'],
    ['`other` and `toString`', '`other` and `toString`'],
    ['`tools[0].topK` and `topK2`', '`toolSet[0].top_k` and `topK2`'],
    ['`topK: 5` and `topK:`', '`top_k: 5` and `top_k:`'],
    ['`chat()`, chat() and chat', '`invoke()`, invoke() and chat'],
    ['`constructor` and other()', '`build` and other()'],
    ['`topK of tools`', '`topK of tools`'],
  ])('%s is %s', (text, expected) => {
    expect(inNamesOf(names, text)).toBe(expected)
    expect(inNamesOf({}, text)).toBe(text)
  })

  it('are put into the message of an error once, and into its stack', () => {
    const error = renamed(new ConfigurationError('`topK` is $& wrong.'), { renamed: { topK: 'tools', tools: 'x' } })
    expect(error.message).toBe('`tools` is $& wrong.')
    expect(error.stack?.split('\n')[0]).toBe('ConfigurationError: `tools` is $& wrong.')
    expect(renamed(error, { renamed: { tools: 'y' } }).message).toBe('`tools` is $& wrong.')
  })

  it('are not put into what is kept, without names, or of others', () => {
    expect(renamed(keepMessage(new AzureMLError('`topK`')), names).message).toBe('`topK`')
    const unnamed = new AzureMLError('`topK`')
    expect(renamed(unnamed, {}).message).toBe('`topK`')
    expect(renamed(unnamed, names).message).toBe('`top_k`')
    expect(renamed(new Error('`topK`'), names).message).toBe('`topK`')
    expect(renamed('`topK`', names)).toBe('`topK`')
    const bare = Object.assign(new AzureMLError('`topK`'), { stack: undefined })
    expect(renamed(bare, names)).toMatchObject({ message: '`top_k`', stack: undefined })
  })
})

describe('the class of an error', () => {
  it.each<[value: unknown, name: string | undefined]>([
    [new AzureMLError('x'), 'AzureMLError'],
    [{ errorType: 'azureml-endpoints/FormatError' }, 'FormatError'],
    [{ errorType: 'azureml-endpoints/Other', stack: 'FormatError: x' }, undefined],
    [{ errorType: 'x/azureml-endpoints/FormatError' }, undefined],
    [{ errorType: 'azureml-endpoints/FormatError/x' }, undefined],
    [{ errorType: 'FormatError' }, undefined],
    [{ stack: 'EndpointError: x' }, 'EndpointError'],
    [{ stack: ' EndpointError: x' }, undefined],
    [{ stack: 5 }, undefined],
    [{}, undefined],
    [Object.assign(new Error('x'), { stack: 'EndpointError: x' }), 'EndpointError'],
    [Object.assign(new Error('x'), { stack: 'EndpointError: x', name: 'EndpointError' }), undefined],
    [new Error('x'), undefined],
    [null, undefined],
    ['EndpointError', undefined],
    [
      {
        get errorType(): string {
          throw new Error('no')
        },
      },
      undefined,
    ],
  ])('%# is found', (value, name) => {
    expect(classOf(value)).toBe(name)
  })
})

describe('the details of an error', () => {
  it('that are known are kept, and others added, falsy ones too', () => {
    const error = new EndpointError('x', { status: 0, code: '' })
    expect(withDetails(error, { status: 500, code: 'c', body: null, retryAfterMs: 0, retryable: true })).toBe(error)
    expect(error).toMatchObject({ status: 0, code: '', body: null, retryAfterMs: 0, retryable: false })
  })

  it('include a cause only if there is one', () => {
    expect([causeOf({}), causeOf({ cause: undefined }), causeOf({ cause: null }), causeOf({ cause: 0 })]).toEqual([
      undefined,
      undefined,
      { cause: null },
      { cause: 0 },
    ])
    expect('cause' in new EndpointError('x')).toBe(false)
  })
})

it('an error that is created later is created when it is needed, and anything else is itself', async () => {
  const later = new LaterError(async () => 'created')
  expect([later.isLostConnection, new LaterError(async () => 1, true).isLostConnection]).toEqual([false, true])
  expect([await createdError(later), await createdError('other'), await createdError(undefined)]).toEqual([
    'created',
    'other',
    undefined,
  ])
})

it('a part is loaded once, and again after it could not be loaded', async () => {
  let loads = 0
  const part = laterPart(async () => {
    loads += 1
    if (loads === 1) throw new Error('no\nsuch file')
    return { loads }
  })
  await expect(part()).rejects.toMatchObject({
    name: 'ConfigurationError',
    message:
      'A file of @azureml-endpoints/core could not be loaded: Error: no such file. Restart the program if the package was replaced.',
    cause: new Error('no\nsuch file'),
  })
  expect(await part()).toEqual({ loads: 2 })
  expect(part()).toEqual({ loads: 2 })
})

it('an exceeded limit is named', () => {
  expect(limitError('It is large', '5 B')).toMatchObject({
    message:
      'It is large: the limit is 5 B, and the rest was not read. Check that `endpointUrl` points to a model, and lower `maxTokens` if the model does not stop.',
    retryable: false,
  })
  expect(limitError('x', 'y', { retryable: true }).retryable).toBe(true)
  expect(mebi(3 * 2 ** 19)).toBe('1.5 Mi')
})

it.each([
  ['a\t\r\n b', 'a  b'],
  ['a\u0000\u001b\u007f\u009fb', 'a\\u0000\\u001b\\u007f\\u009fb'],
  ['a\u2028\u2029\u202e\u2066\ufeffb', 'a\\u2028\\u2029\\u202e\\u2066\\ufeffb'],
  ['é 世界 👋', 'é 世界 👋'],
])('%j is printed as %j', (text, expected) => {
  expect(printable(text)).toBe(expected)
})
