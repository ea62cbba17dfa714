import { ConfigurationError, isFields, printable } from '@azureml-endpoints/core'
import type { WorkspaceNames } from './workspace-options.ts'

/** Finds and reads the workspace's config file, as `MLClient.from_config` of Python's SDK does; `undefined` if there is none. */
export async function readWorkspaceConfig(path: string | URL | undefined): Promise<WorkspaceNames | undefined> {
  const file = await findConfigFile(path)
  return file === undefined ? undefined : parseConfig(await readText(file), file)
}

/** The folders and files of Python's SDK, in its order: the first pair is searched up to the root before the next one. */
const places: readonly (readonly [folder: string, file: string])[] = ['.azureml', 'aml_config', '.'].flatMap((folder) =>
  ['config.json', 'project.json'].map((file) => [folder, file] as const),
)

/** Python's SDK looks at the starting folder and 20 folders above it. */
const maxParents = 20

async function findConfigFile(start: string | URL | undefined): Promise<string | undefined> {
  const { resolve, join, dirname } = await import('node:path')
  const { fileURLToPath } = await import('node:url')
  const path = resolve(start instanceof URL ? fileURLToPath(start) : (start ?? '.'))
  const kind = await kindOf(path)
  if (kind === 'file') return path
  if (kind === 'none' && start !== undefined) {
    throw new ConfigurationError(`\`configPath\` does not exist: ${shown(path)}. Pass the path of the config file.`, {
      setting: 'configPath',
    })
  }
  const folders = [path]
  for (let folder = path; folders.length <= maxParents && dirname(folder) !== folder; folders.push(folder)) {
    folder = dirname(folder)
  }
  for (const [subfolder, file] of places) {
    for (const folder of folders) {
      const candidate = join(folder, subfolder, file)
      if ((await kindOf(candidate)) === 'file') return candidate
    }
  }
  return undefined
}

async function kindOf(path: string): Promise<'file' | 'folder' | 'none'> {
  const { stat } = await import('node:fs/promises')
  try {
    return (await stat(path)).isDirectory() ? 'folder' : 'file'
  } catch {
    return 'none'
  }
}

/** A config file has a few hundred bytes. */
const maxBytes = 1024 * 1024

async function readText(file: string): Promise<string> {
  const { readFile, stat } = await import('node:fs/promises')
  try {
    if ((await stat(file)).size > maxBytes) throw new Error('it is larger than 1 MiB')
    // Python's SDK accepts a byte order mark too.
    return (await readFile(file, 'utf8')).replace(/^\uFEFF/, '')
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw notAConfig(file, `cannot be read: ${printable(reason)}`)
  }
}

function parseConfig(text: string, file: string): WorkspaceNames {
  let config: unknown
  try {
    config = JSON.parse(text)
  } catch {
    throw notAConfig(file, 'is not JSON')
  }
  if (!isFields(config)) throw notAConfig(file, 'is not a JSON object')
  // Older versions of Python's SDK wrote the resource id of the workspace.
  const scope = config['Scope']
  if (scope !== undefined && scope !== '') return namesInScope(scope, file)
  const name = (key: string): string => {
    const value = config[key]
    if (value === undefined) throw notAConfig(file, `has no \`${key}\``)
    if (typeof value !== 'string' || value.trim() === '') throw notAConfig(file, `has a \`${key}\` that is not a name`)
    return value
  }
  return {
    subscriptionId: name('subscription_id'),
    resourceGroupName: name('resource_group'),
    workspaceName: name('workspace_name'),
  }
}

function namesInScope(scope: unknown, file: string): WorkspaceNames {
  const found = typeof scope === 'string' ? scopeForm.exec(scope.slice(0, 1_000)) : null
  const [, subscriptionId, resourceGroupName, workspaceName] = found ?? []
  if (subscriptionId === undefined || resourceGroupName === undefined || workspaceName === undefined) {
    throw notAConfig(file, 'has a `Scope` that is not the resource id of a workspace')
  }
  return { subscriptionId, resourceGroupName, workspaceName }
}

const scopeForm = /^\/subscriptions\/([^/]+)\/resourceGroups\/([^/]+)\/providers\/[^/]+\/workspaces\/([^/]+)\/?$/i

function notAConfig(file: string, problem: string): ConfigurationError {
  return new ConfigurationError(
    `${shown(file)} ${problem}, so it is not the config file of a workspace. Download that from the workspace's page in the Azure portal, pass its path as \`configPath\`, or pass the names.`,
    { setting: 'configPath' },
  )
}

function shown(path: string): string {
  return printable(path.slice(0, 1_000))
}
