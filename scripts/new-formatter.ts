// `pnpm new:formatter <name>`: creates packages/formatters-<name> from packages/formatter-template.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

const root = join(import.meta.dirname, '..')
const template = join(root, 'packages/formatter-template')

function main(name: string | undefined, ...rest: readonly string[]): void {
  if (name === undefined || rest.length > 0 || !/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) {
    const given = [name, ...rest].filter((word) => word !== undefined).join(' ')
    const what = given === '' ? 'The name is missing' : `${JSON.stringify(given)} is not a valid formatter name`
    fail(`${what}. Use lower-case words joined by dashes: pnpm new:formatter phi, pnpm new:formatter my-model`)
  }
  const folder = `packages/formatters-${name}`
  if (existsSync(join(root, folder))) fail(`${folder} already exists. Choose another name or remove the folder.`)
  const rename = renamer(name)
  for (const file of filesOf(template)) {
    const target = join(root, folder, rename(file))
    mkdirSync(dirname(target), { recursive: true })
    writeFileSync(target, rename(readFileSync(join(template, file), 'utf8')))
  }
  const changeset = `.changeset/formatters-${name}.md`
  writeFileSync(join(root, changeset), changesetOf(name))
  const isLinked = install()
  // Longer names change the line breaks.
  spawnSync(process.execPath, [join(root, 'node_modules/oxfmt/bin/oxfmt'), folder, changeset], { cwd: root })
  console.log(`Created ${folder} and ${changeset}.${isLinked ? '' : ' Run `pnpm install` to link the package.'} Next:`)
  console.log(
    `  1. implement your model's format in ${folder}/src/${name}-content-formatter.ts (docs/guides/formatter.md has the contract)`,
  )
  console.log('  2. record an exchange: pnpm record:exchange <url> <request.json>')
  console.log(`  3. pnpm vitest ${folder}`)
  console.log('  4. add the package where the others are:')
  for (const place of placesToAdd) console.log(`     ${place}`)
}

/** What lists all formatters; few tests notice a missing one. */
const placesToAdd = [
  'packages/core/src/formatter: model-families.ts and own-routes.ts, so that errors name it',
  'README.md, docs/start/choosing.md, docs/reference/architecture.md and support-matrix.md',
  'examples/package.json, and an example in examples/formatters with its row in examples/test/examples.test.ts',
  '.size-limit.json, test/consumers/program.ts and test/hostile (package.json, calls/formatters.ts)',
  'apps/bulk: package.json, src/endpoint/formatters.ts',
  'packages/playground: package.json and src/server/formats/formatter-choices.ts; apps/demo: package.json and test/every-formatter.test.ts',
  'for its options: packages/core/src/formatter/options/option-names.ts',
]

function fail(message: string): never {
  console.error(message)
  process.exit(1)
}

function filesOf(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .filter((file) => !/^(node_modules|dist|\.turbo)\b|CHANGELOG\.md$/.test(file))
}

/** Returns a function that replaces the template's names, in a path or in a file, with those of the new formatter. */
function renamer(name: string): (text: string) => string {
  const className = classNameOf(name)
  return (text) =>
    text
      .replaceAll('formatter-template', `formatters-${name}`)
      .replaceAll('template-content-formatter', `${name}-content-formatter`)
      .replaceAll('TemplateContentFormatter', `${className}ContentFormatter`)
      .replaceAll("'template'", `'${name}'`)
      .replaceAll('Template', className)
      .replace('  "private": true,\n', '')
}

function classNameOf(name: string): string {
  return name.split('-').map(capitalised).join('')
}

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}

function changesetOf(name: string): string {
  const className = classNameOf(name)
  return `---\n'@azureml-endpoints/formatters-${name}': minor\n---\n\nFirst release: \`${className}ContentFormatter\`.\n`
}

/** Links the new package into the workspace with the pnpm that runs this script. */
function install(): boolean {
  const pnpm = process.env['npm_execpath']
  if (pnpm === undefined) return false
  const [command, ...before] = /\.[cm]?js$/.test(pnpm) ? [process.execPath, pnpm] : [pnpm]
  const options = ['install', '--no-frozen-lockfile', '--prefer-offline', '--silent']
  return spawnSync(command ?? pnpm, [...before, ...options], { cwd: root, stdio: 'inherit' }).status === 0
}

main(...(process.argv.slice(2) as [string?, ...string[]]))
