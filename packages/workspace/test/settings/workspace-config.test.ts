import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readWorkspaceConfig } from '../../src/settings/workspace-config.ts'
import { resolveWorkspaceNames } from '../../src/settings/workspace-names.ts'

const credential = { getToken: async () => null }
const named = (prefix: string): object => ({
  subscriptionId: `${prefix}-s`,
  resourceGroupName: `${prefix}-g`,
  workspaceName: `${prefix}-w`,
})
const file = (prefix: string): string =>
  JSON.stringify({ subscription_id: `${prefix}-s`, resource_group: `${prefix}-g`, workspace_name: `${prefix}-w` })

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'names-'))
})
afterEach(() => rm(folder, { recursive: true }))

const write = async (path: string, text: string): Promise<string> => {
  const full = join(folder, path)
  await mkdir(dirname(full), { recursive: true })
  await writeFile(full, text)
  return full
}
const scopeOf = (subscription: string, group: string, workspace: string): string =>
  `/subscriptions/${subscription}/resourceGroups/${group}/providers/Any/workspaces/${workspace}`

describe('a config file', () => {
  it('is searched for in the order of Python’s SDK, each place up to the root before the next', async () => {
    const start = join(folder, 'a/b')
    await mkdir(start, { recursive: true })
    const places = ['.azureml', 'aml_config', '.'].flatMap((one) => [`${one}/config.json`, `${one}/project.json`])
    for (const place of places.toReversed()) {
      for (const above of ['.', 'a', 'a/b']) {
        const prefix = `${above}-${place}`
        await write(`${above}/${place}`, file(prefix))
        expect(await readWorkspaceConfig(start)).toEqual(named(prefix))
      }
    }
    expect(await readWorkspaceConfig(pathToFileURL(start))).toEqual(named('a/b-.azureml/config.json'))
  })

  it('is found up to twenty folders above', async () => {
    await write('config.json', file('top'))
    const below = (levels: number): string => join(folder, ...Array.from({ length: levels }, () => 'x'))
    await mkdir(below(21), { recursive: true })
    expect(await readWorkspaceConfig(below(20))).toEqual(named('top'))
    expect(await readWorkspaceConfig(below(21))).toBeUndefined()
    await expect(resolveWorkspaceNames({ credential, configPath: below(21) })).rejects.toMatchObject({
      setting: 'configPath',
      message: `\`configPath\` has no config.json in it, in .azureml or aml_config below it, or in a folder above: ${below(21)}.`,
    })
  })

  it('may have spaces around its names, which are not sent', async () => {
    const spaced = { subscription_id: ' s-s', resource_group: 's-g\n', workspace_name: ' s-w ' }
    const texts = [JSON.stringify(spaced), JSON.stringify({ ...spaced, Scope: scopeOf(' s-s', 's-g ', 's-w ') })]
    for (const text of texts) {
      const configPath = await write('spaces.json', text)
      expect(await resolveWorkspaceNames({ credential, configPath })).toEqual(named('s'))
      expect(await resolveWorkspaceNames({ credential, configPath, workspaceName: ' own ' })).toEqual({
        ...named('s'),
        workspaceName: 'own',
      })
    }
  })

  it('has up to a mebibyte', async () => {
    const text = file('big')
    const path = await write('big.json', text.padEnd(1024 * 1024))
    expect(await readWorkspaceConfig(path)).toEqual(named('big'))
    await write('big.json', text.padEnd(1024 * 1024 + 1))
    await expect(readWorkspaceConfig(path)).rejects.toThrow('cannot be read: it is larger than 1 MiB, so')
  })

  it('may begin with a byte order mark, and has none elsewhere', async () => {
    expect(await readWorkspaceConfig(await write('bom.json', `\uFEFF${file('x')}`))).toEqual(named('x'))
    expect(await readWorkspaceConfig(await write('inside.json', file('x\uFEFFy')))).toEqual(named('x\uFEFFy'))
  })

  it.each(['', '/'])('may have the resource id of the workspace, with "%s" at its end', async (end) => {
    const scope = `/Subscriptions/s-s/resourcegroups/s-g/providers/Any/workspaces/s-w${end}`
    const text = JSON.stringify({ Scope: scope, subscription_id: 'other' })
    expect(await readWorkspaceConfig(await write('scope.json', text))).toEqual(named('s'))
    const empty = JSON.stringify({ ...(JSON.parse(file('x')) as object), Scope: '' })
    expect(await readWorkspaceConfig(await write('empty.json', empty))).toEqual(named('x'))
  })

  it.each([
    '7',
    '"x/subscriptions/s/resourceGroups/g/providers/p/workspaces/w"',
    '"/subscriptions/s/resourceGroups/g/providers/p/workspaces/w/y"',
    '"/subscriptions/s/resourceGroups/g/workspaces/w"',
  ])('with the scope %s is rejected', async (scope) => {
    const path = await write('scope.json', `{"Scope":${scope}}`)
    await expect(readWorkspaceConfig(path)).rejects.toMatchObject({
      setting: 'configPath',
      message: `${path} has a \`Scope\` that is not the resource id of a workspace, so it is not the config file of a workspace. Download that from the workspace's page in the Azure portal, pass its path as \`configPath\`, or pass the names.`,
    })
  })
})
