// Checks that the licences of what users install with our packages are compatible with MIT, and that each package has a
// copy of our own: pnpm adds the root's LICENSE when it packs, other packers do not.
import { existsSync, globSync, readFileSync, realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'

interface Manifest {
  readonly name: string
  readonly version: string
  readonly private?: boolean
  readonly license?: string | { readonly type: string }
  readonly dependencies?: Readonly<Record<string, string>>
  readonly devDependencies?: Readonly<Record<string, string>>
}

const allowed = new Set([
  'MIT',
  'ISC',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  '0BSD',
  'BlueOak-1.0.0',
  'CC0-1.0',
])
const root = join(import.meta.dirname, '..')
const seen = new Map<string, string>()

for (const path of globSync('packages/*/package.json', { cwd: root })) {
  const folder = join(root, dirname(path))
  checkOwn(folder)
  if (read(folder).private === true) continue
  visit(folder)
  for (const name of bundledIn(folder)) checkBundled(folder, name)
}
const refused = [...seen.values()].filter((line) => line !== '')
if (refused.length > 0) {
  console.error(`These licences are missing, or not known to go with MIT:\n  ${refused.join('\n  ')}`)
  process.exitCode = 1
} else {
  console.log(`${seen.size} packages that users install have licences that go with MIT.`)
}

/** Private packages need it too: new packages are copied from the template. */
function checkOwn(folder: string): void {
  const own = join(folder, 'LICENSE')
  const isSame = existsSync(own) && readFileSync(own, 'utf8') === readFileSync(join(root, 'LICENSE'), 'utf8')
  if (!isSame) seen.set(own, `${own}: missing, or different from the root's. Copy the root's LICENSE.`)
}

function visit(folder: string): void {
  if (seen.has(folder)) return
  const { name, version, license, dependencies = {} } = read(folder)
  const named = typeof license === 'object' ? license.type : (license ?? 'none')
  // "(MIT OR GPL-3.0)" leaves the choice; "(MIT AND ISC)" does not.
  const words = named.replaceAll(/[()]/g, '')
  const isAllowed = words.split(' OR ').some((choice) => choice.split(' AND ').every((one) => allowed.has(one)))
  seen.set(folder, isAllowed ? '' : `${name} ${version}: ${named}`)
  for (const dependency of Object.keys(dependencies)) visit(resolved(folder, dependency))
}

/** Development dependencies that the sources import: they are bundled, and their licences have to go along. */
function bundledIn(folder: string): string[] {
  const sources = globSync('src/*.ts', { cwd: folder }).map((path) => readFileSync(join(folder, path), 'utf8'))
  const { devDependencies = {} } = read(folder)
  return Object.keys(devDependencies).filter((name) => sources.some((source) => source.includes(` from '${name}'`)))
}

function checkBundled(folder: string, name: string): void {
  const bundled = resolved(folder, name)
  visit(bundled)
  const notices = join(folder, 'THIRD-PARTY-NOTICES.md')
  const licence = readFileSync(join(bundled, 'LICENSE'), 'utf8').trim()
  if (existsSync(notices) && readFileSync(notices, 'utf8').includes(licence)) return
  seen.set(bundled, `${name}: bundled, but its licence is not in ${notices}`)
}

function resolved(from: string, name: string): string {
  for (let folder = from; folder !== dirname(folder); folder = dirname(folder)) {
    const path = join(folder, 'node_modules', name)
    if (existsSync(join(path, 'package.json'))) return realpathSync(path)
  }
  throw new Error(`${name} is not installed below ${from}. Run pnpm install.`)
}

function read(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest
}
