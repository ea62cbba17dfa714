import { afterEach, describe, expect, it, vi } from 'vitest'
import { environment } from '../src/settings/environment.ts'
import { adviceForMissing } from '../src/settings/nearest-name.ts'
import { checkOptions } from '../src/settings/check-options.ts'
import { checkName, resolveWorkspaceNames } from '../src/settings/workspace-names.ts'

const credential = { getToken: async () => null }
afterEach(() => void vi.unstubAllEnvs())

describe('the names of the workspace', () => {
  const variables = [
    ['AZURE_SUBSCRIPTION_ID', 'AZURE_RESOURCE_GROUP', 'AZUREML_WORKSPACE_NAME'],
    ['AZUREML_ARM_SUBSCRIPTION', 'AZUREML_ARM_RESOURCEGROUP', 'AZUREML_ARM_WORKSPACE_NAME'],
  ] as const
  const unset = (): void => variables.flat().forEach((name) => void vi.stubEnv(name, undefined))

  it.each(variables)('come from %s, %s and %s', async (...names) => {
    unset()
    for (const [index, name] of names.entries()) vi.stubEnv(name, ` ${'sgw'.charAt(index)} `)
    const resolved = { subscriptionId: 's', resourceGroupName: 'g', workspaceName: 'w' }
    expect(await resolveWorkspaceNames({ credential })).toEqual(resolved)
    expect(await resolveWorkspaceNames({ credential, workspaceName: ' own ' })).toEqual({
      ...resolved,
      workspaceName: 'own',
    })
  })

  it('are never of two sets of variables, and those that are missing are named', async () => {
    unset()
    vi.stubEnv('AZURE_SUBSCRIPTION_ID', 's')
    vi.stubEnv('AZUREML_ARM_RESOURCEGROUP', 'g')
    vi.stubEnv('AZUREML_ARM_WORKSPACE_NAME', 'w')
    const unknown = (advice: string): string =>
      `The workspace is unknown: there is no config.json in .azureml, aml_config or the current folder, or in a folder above. Pass ${advice}.`
    await expect(resolveWorkspaceNames({ credential })).rejects.toMatchObject({
      setting: 'subscriptionId',
      message: unknown(
        '`subscriptionId` (or set AZURE_SUBSCRIPTION_ID), `resourceGroupName` (or set AZURE_RESOURCE_GROUP), `workspaceName` (or set AZUREML_WORKSPACE_NAME)',
      ),
    })
    await expect(resolveWorkspaceNames({ credential, subscriptionId: 's', workspaceName: 'w' })).resolves.toMatchObject(
      { resourceGroupName: 'g' },
    )
    vi.stubEnv('AZUREML_ARM_RESOURCEGROUP', undefined)
    await expect(resolveWorkspaceNames({ credential, subscriptionId: 's', workspaceName: 'w' })).rejects.toMatchObject({
      setting: 'resourceGroupName',
      message: unknown('`resourceGroupName` (or set AZURE_RESOURCE_GROUP)'),
    })
  })

  it.each([
    [undefined, '`x` is missing; it must be a name.'],
    [null, '`x` is null; it must be a name.'],
    [[], '`x` is a list; it must be a name.'],
    [{}, '`x` is of type object; it must be a name.'],
    [' ', '`x` is " "; it must be a name.'],
    ['HTTP://a', '`x` is a URL: "HTTP://a". Pass the name alone.'],
    ['https:a', '`x` is a URL: "https:a". Pass the name alone.'],
    ['a/b/', '`x` is a resource id or a path: "a/b/". Pass the name alone, such as "b".'],
    ['/', '`x` is a resource id or a path: "/". Pass the name alone, such as "".'],
    ...['a b', '.', '...', 'a?', '-'.repeat(129), '-'.repeat(300)].map((name): [string, string] => [
      name,
      `\`x\` is "${name.slice(0, 200)}"; a name has up to 128 letters, digits, "-", "_", "." and parentheses.`,
    ]),
  ])('%j is none', (value, message) => {
    expect(() => checkName('x', value)).toThrow(
      expect.objectContaining({ name: 'ConfigurationError', setting: 'x', message }),
    )
  })

  it.each(['ä', '7', 'a.b', '.a', '(a)_-', '-'.repeat(128), 'xhttp:a'.slice(0, 5)])('%s is one', (name) => {
    expect(checkName('x', ` ${name} `)).toBe(name)
  })
})

it('a variable that is empty or blank is unset', () => {
  vi.stubEnv('OF_THIS_TEST', ' \t')
  expect(environment('OF_THIS_TEST')).toBeUndefined()
  vi.stubEnv('OF_THIS_TEST', ' a ')
  expect(environment('OF_THIS_TEST')).toBe('a')
})

describe('the options', () => {
  it.each([
    [undefined, undefined, 'The options are missing. Pass at least `{ credential }`.'],
    [null, undefined, 'The options are missing. Pass at least `{ credential }`.'],
    ['x', undefined, 'The options are missing. Pass at least `{ credential }`.'],
    [
      {},
      'credential',
      '`credential` is missing or has no `getToken`. Pass a credential of @azure/identity, such as `new DefaultAzureCredential()`.',
    ],
    ...[-1, 101, 1.5, '1'].map((maxRetries): [unknown, string, string] => [
      { credential, maxRetries },
      'maxRetries',
      '`maxRetries` must be a whole number from 0 to 100.',
    ]),
    [{ credential, configPath: 7 }, 'configPath', '`configPath` must be a path or a file URL.'],
  ])('%j are rejected', (options, setting, message) => {
    const error = expect.objectContaining({ name: 'ConfigurationError', setting, message })
    expect(() => checkOptions(options as never)).toThrow(error)
  })

  it.each([{}, { maxRetries: 0 }, { maxRetries: 100 }, { configPath: 'a' }, { configPath: new URL('file:///a') }])(
    '%j are accepted',
    (options) => expect(() => checkOptions({ credential, ...options })).not.toThrow(),
  )
})

describe('the advice for a name that is missing', () => {
  it.each<[name: string, existing: readonly string[], advice: string]>([
    ['a', [], 'No thing was found.'],
    ['blue', ['red', 'BLUE'], 'Did you mean "BLUE"? Found: red, BLUE.'],
    ['ab', ['abc', 'abcd'], 'Did you mean "abc"? Found: abc, abcd.'],
    ['ab', ['ac', 'b'], 'Did you mean "ac"? Found: ac, b.'],
    ['ab', ['abcd'], 'Found: abcd.'],
    ['a', ['bcd'], 'Found: bcd.'],
    ['abc', ['abcdefghi'], 'Did you mean "abcdefghi"? Found: abcdefghi.'],
    ['abcdefghi', ['abc'], 'Did you mean "abc"? Found: abc.'],
    ['abcdefghi', ['ab'], 'Found: ab.'],
    ['xyzabc', ['abc'], 'Found: abc.'],
    ['abc', ['xbz'], 'Found: xbz.'],
    ['abc', ['abx', 'abcdefgh'], 'Did you mean "abcdefgh"? Found: abx, abcdefgh.'],
    ['abcd', ['axyd'], 'Did you mean "axyd"? Found: axyd.'],
    ['abcd', ['xxxd'], 'Found: xxxd.'],
    ['abcdefghi', ['xbcxefgxi'], 'Did you mean "xbcxefgxi"? Found: xbcxefgxi.'],
    ['abcdefghi', ['xbcxefgxx'], 'Found: xbcxefgxx.'],
    ['kitten', ['sitting', 'kitchen'], 'Did you mean "kitchen"? Found: sitting, kitchen.'],
    ['abcdef', ['bcdefa'], 'Did you mean "bcdefa"? Found: bcdefa.'],
  ])('%s among %j: %s', (name, existing, advice) => {
    expect(adviceForMissing(name, existing, 'thing')).toBe(advice)
  })

  it('names twenty and counts the rest, each cut', () => {
    const names = Array.from({ length: 22 }, (_, index) => `${index}`.padStart(250, 'x'))
    const shown = names
      .slice(0, 20)
      .map((name) => name.slice(0, 200))
      .join(', ')
    expect(adviceForMissing('other', names, 'thing')).toBe(`Found: ${shown}, and 2 more.`)
    expect(adviceForMissing('other', names.slice(0, 20), 'thing')).toBe(`Found: ${shown}.`)
  })
})
