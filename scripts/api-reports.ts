// Writes down what each package promises: its declarations without comments, one file for each entry point.
// `pnpm check:api` compares them with the sources; `pnpm api:update` writes them anew.
import { existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { build } from 'tsdown'

const root = join(import.meta.dirname, '..')
const isUpdate = process.argv.includes('--update')
const different: string[] = []

for (const folder of globSync('packages/*', { cwd: root }).toSorted()) {
  for (const [entry, source] of entriesOf(folder)) await settle(folder, entry, source)
}
if (different.length > 0) {
  console.error(`The public API differs from what is written down in\n  ${different.join('\n  ')}`)
  console.error('If that is meant: `pnpm api:update`, and a changeset that tells users.')
  process.exitCode = 1
}

/** The entry points of a package: the name of each in its report, and its source. */
function entriesOf(folder: string): readonly (readonly [entry: string, source: string])[] {
  const path = join(root, folder, 'package.json')
  if (!existsSync(path)) return []
  const manifest = JSON.parse(readFileSync(path, 'utf8')) as {
    exports: Record<string, string | Record<string, string>>
  }
  return Object.entries(manifest.exports).flatMap(([name, target]) => {
    const source = typeof target === 'string' ? undefined : target['@azureml-endpoints/source']
    const entry = [basename(folder), ...name.split('/').slice(1)].join('-')
    return source === undefined ? [] : [[entry, source] as const]
  })
}

async function settle(folder: string, entry: string, source: string): Promise<void> {
  const file = join(folder, 'etc', `${entry}.api.d.ts`)
  const path = join(root, file)
  const report = await reportOf(join(root, folder), source)
  if (existsSync(path) && readFileSync(path, 'utf8') === report) return
  if (!isUpdate) return void different.push(file)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, report)
  console.log(`${file} is written anew.`)
}

/** Bundles the declarations of one entry point alone, so that no other shares a file with it. */
async function reportOf(cwd: string, source: string): Promise<string> {
  const outDir = mkdtempSync(join(tmpdir(), 'api-'))
  try {
    await build({
      config: false,
      cwd,
      entry: { index: source },
      outDir,
      format: 'esm',
      platform: 'neutral',
      fixedExtension: false,
      logLevel: 'silent',
      dts: {
        emitDtsOnly: true,
        oxc: true,
        tsconfig: join(root, 'tsconfig.base.json'),
        compilerOptions: { isolatedDeclarations: true },
      },
    })
    return withoutComments(readFileSync(join(outDir, 'index.d.ts'), 'utf8'))
  } finally {
    rmSync(outDir, { recursive: true })
  }
}

function withoutComments(declarations: string): string {
  return declarations
    .replaceAll(/^[ \t]*\/\*\*[^]*?\*\/\n/gm, '')
    .replaceAll(/^\/\/#(end)?region.*\n/gm, '')
    .replaceAll(/^[ \t]*(private |#).*\n/gm, '')
}
