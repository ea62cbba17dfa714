import { ConfigurationError, printable } from '@azureml-endpoints/core'
import { environment } from './environment.ts'
import { readWorkspaceConfig } from './workspace-config.ts'
import type { WorkspaceNames, WorkspaceOptions } from './workspace-options.ts'

type Name = keyof WorkspaceNames

/**
 * Resolves the names of the workspace. What the options leave out comes from one source, never from two: the file at
 * `configPath`, else the environment if it has all that is missing, else the config file above the current folder.
 */
export async function resolveWorkspaceNames(options: WorkspaceOptions): Promise<WorkspaceNames> {
  const given: Partial<Record<Name, string>> = {}
  for (const name of names) {
    const value: unknown = options[name]
    if (value !== undefined) given[name] = checkName(name, value)
  }
  const missing = names.filter((name) => given[name] === undefined)
  if (missing.length === 0) return { ...given } as WorkspaceNames
  const found =
    options.configPath === undefined
      ? (fromEnvironment(missing) ?? (await fromSearch(missing)))
      : await fromPath(options)
  const resolved = { ...found, ...given }
  return Object.fromEntries(names.map((name) => [name, checkName(name, resolved[name])])) as unknown as WorkspaceNames
}

const variables: Readonly<Record<Name, readonly string[]>> = {
  subscriptionId: ['AZURE_SUBSCRIPTION_ID', 'AZUREML_ARM_SUBSCRIPTION'],
  resourceGroupName: ['AZURE_RESOURCE_GROUP', 'AZUREML_ARM_RESOURCEGROUP'],
  workspaceName: ['AZUREML_WORKSPACE_NAME', 'AZUREML_ARM_WORKSPACE_NAME'],
}

const names = Object.keys(variables) as readonly Name[]

/** Returns what is missing from the environment, if it has all of it: `AZURE_SUBSCRIPTION_ID` alone says nothing of a workspace. */
function fromEnvironment(missing: readonly Name[]): Partial<WorkspaceNames> | undefined {
  // Azure ML's own jobs and compute instances set the second ones of all three.
  const sets = [0, 1].map((set) => missing.map((name) => [name, environment(variables[name][set] ?? '')] as const))
  const complete = sets.find((values) => values.every(([, value]) => value !== undefined))
  return complete && (Object.fromEntries(complete) as Partial<WorkspaceNames>)
}

async function fromSearch(missing: readonly Name[]): Promise<WorkspaceNames> {
  const found = await readWorkspaceConfig(undefined)
  if (found !== undefined) return found
  const advice = missing.map((name) => `\`${name}\` (or set ${variables[name][0]})`).join(', ')
  throw new ConfigurationError(
    `The workspace is unknown: there is no config.json in .azureml, aml_config or the current folder, or in a folder above. Pass ${advice}.`,
    { setting: missing[0] },
  )
}

async function fromPath({ configPath }: WorkspaceOptions): Promise<WorkspaceNames> {
  const found = await readWorkspaceConfig(configPath)
  if (found !== undefined) return found
  throw new ConfigurationError(
    `\`configPath\` has no config.json in it, in .azureml or aml_config below it, or in a folder above: ${printable(String(configPath).slice(0, 1_000))}.`,
    { setting: 'configPath' },
  )
}

/** Checks a name before it becomes a part of a URL, and returns it without the spaces around it. */
export function checkName(setting: string, value: unknown): string {
  const text = typeof value === 'string' ? value.trim() : ''
  if (text === '') {
    throw new ConfigurationError(`\`${setting}\` is ${shown(value)}; it must be a name.`, { setting })
  }
  if (/^https?:/i.test(text)) {
    throw new ConfigurationError(`\`${setting}\` is a URL: ${shown(value)}. Pass the name alone.`, { setting })
  }
  if (text.includes('/')) {
    const last = text.split('/').findLast((part) => part !== '') ?? ''
    throw new ConfigurationError(
      `\`${setting}\` is a resource id or a path: ${shown(value)}. Pass the name alone, such as ${shown(last)}.`,
      { setting },
    )
  }
  if (!/^[\p{L}\p{N}_.()-]{1,128}$/u.test(text) || /^\.+$/.test(text)) {
    throw new ConfigurationError(
      `\`${setting}\` is ${shown(value)}; a name has up to 128 letters, digits, "-", "_", "." and parentheses.`,
      { setting },
    )
  }
  return text
}

function shown(value: unknown): string {
  if (value === undefined) return 'missing'
  if (value === null) return 'null'
  if (typeof value !== 'string') return Array.isArray(value) ? 'a list' : `of type ${typeof value}`
  return JSON.stringify(printable(value.slice(0, 200)))
}
