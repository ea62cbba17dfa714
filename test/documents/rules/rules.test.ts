// Checks what documents show, without running it; `pnpm test:documents` runs it.
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readDocuments, root } from '../markdown/documents.ts'
import { parseMarkdown } from '../markdown/markdown.ts'
import { commandsInText } from './commands.ts'
import { runFaults, scriptFaults } from './names.ts'
import { rules } from './rules.ts'

const documents = readDocuments()

it.each(Object.entries(rules))('%s', (_name, check) => {
  expect(documents.length).toBeGreaterThan(30)
  expect(documents.flatMap(check)).toEqual([])
})

describe('the texts of programs', () => {
  const files = globSync('{packages,apps,examples,scripts}/**/*.{ts,tsx,json,html}', {
    cwd: root,
    exclude: ['**/{node_modules,dist,.next,.turbo,etc}/**'],
  })

  it.each([
    ['run only packages that are meant by npx', runFaults],
    ['name only scripts that exist', (command) => scriptFaults(command, 'README.md')],
  ] satisfies [string, typeof runFaults][])('%s', (_rule, faultsOf) => {
    expect(files.length).toBeGreaterThan(500)
    const faults = files.flatMap((file) =>
      commandsInText(readFileSync(join(root, file), 'utf8')).flatMap((command) =>
        faultsOf(command).map((fault) => `${file}:${command.line}: ${fault}`),
      ),
    )
    expect(faults).toEqual([])
  })
})

const sh = (code: string): string => `\`\`\`sh\n${code}\n\`\`\`\n`

describe('a rule', () => {
  it.each([
    ['a block without a language', '```\nls\n```', 'has no language'],
    ['another name of a language', '```bash\nls\n```', 'Write ```sh instead of ```bash'],
    ['a language that nothing checks', '```rust\nfn main() {}\n```', 'Nothing checks blocks of rust'],
    ['a quote that is not closed', sh("echo 'it"), 'bash cannot parse it'],
    ['a prompt', sh('$ ls'), 'Leave out the prompt'],
    ['a placeholder without a value', sh('cat <your-file>'), 'in place of <your-file>'],
    ['a value that is left out', sh('export TOKEN=…'), 'in place of TOKEN=…'],
    ['Azure without a reason', `<!-- needs Azure -->\n\n${sh('az login')}`, 'needs Azure: <reason>'],
    ['JSON with a comma too many', '```json\n{"a": 1,}\n```', 'It is not JSON'],
    ['a line that is not JSON', '```jsonl\n{"a": 1}\n{a: 2}\n```', 'It is not JSON'],
    ['a variable without a value', '```ini\nAZUREML_ENDPOINT_URL\n```', 'It is not a variable'],
    ['YAML that is indented wrongly', '```yaml\na:\n b: 1\n  c: 2\n```', 'Nested mappings'],
    [
      'a workflow with an action that is not pinned',
      '```yaml\npermissions: {}\njobs:\n  a:\n    timeout-minutes: 1\n    steps:\n      - uses: a/b@v1\n```',
      'not pinned',
    ],
    ['options of TypeScript that do not exist', '```json\n{"compilerOptions": {"strikt": true}}\n```', 'strikt'],
    ['Python that cannot be parsed', '```python\nif True print(1)\n```', 'SyntaxError'],
    [
      'an example that does not exist',
      '<!-- examples/core/chats.ts -->\n\n```ts\na()\n```',
      'no examples/core/chats.ts',
    ],
    [
      'the name of a command after npx',
      sh('npx azureml-endpoint-emulator --port 1'),
      'Write npx @azureml-endpoints/endpoint-emulator',
    ],
    ['the same in prose', 'Run `npx -y azureml-endpoint-emulator`.', 'Write npx @azureml-endpoints/endpoint-emulator'],
    ['the same with pnpm dlx', sh('pnpm dlx endpoint-emulator'), 'Write npx @azureml-endpoints/endpoint-emulator'],
    ['a package without a command after npx', sh('npx @azureml-endpoints/core'), 'has no command'],
    ['an unknown package after npx', sh('npx left-pat'), 'npx downloads left-pat'],
    ['a misspelled package', sh('npm install @azureml-endpoints/core lanchain'), 'lanchain is installed nowhere'],
    ['a package of ours that does not exist', sh('pnpm add @azureml-endpoints/cor'), 'not a package that we publish'],
    ['a private package', sh('npm i -D @azureml-endpoints/demo'), 'not a package that we publish'],
    [
      'a package of ours without its scope',
      sh('npm install endpoint-emulator'),
      'Write @azureml-endpoints/endpoint-emulator',
    ],
    ['a script that does not exist', sh('npx -y pnpm@12 --silent demos'), 'no script "demos" in package.json'],
    ['the same in prose', '`pnpm chek`', 'no script "chek"'],
    ['a script of another package', sh('pnpm --filter @azureml-endpoints/bulk kaos'), 'no script "kaos" in apps/bulk'],
    ['a script that npm does not find', sh('npm run dve'), 'no script "dve"'],
    ['a name of ours in prose', 'See `@azureml-endpoints/langchain`.', 'no package @azureml-endpoints/langchain'],
    ['a path in prose', 'See `packages/core/src/clients.ts`.', 'no packages/core/src/clients.ts'],
  ])('finds %s', (_what, text, fault) => {
    const document = { path: 'docs/page.md', ...parseMarkdown(text) }
    const found = Object.values(rules).flatMap((check) => check(document))
    expect(found).toEqual([expect.stringContaining(fault)])
    expect(found[0]).toMatch(/^docs\/page\.md:\d+: /)
  })

  it('accepts what documents write', () => {
    const text = [
      '```text\nAny text\n```',
      `<!-- needs Azure: it deploys a model -->\n\n${sh('az ml online-deployment create --file <deployment>.yml')}`,
      sh('npx -y pnpm@12 demo "Why is the sky blue?" # a question'),
      sh(
        'AZUREML_ENDPOINT_API_KEY=… pnpm record:exchange https://<your-endpoint>.<your_region>.inference.ml.azure.com/score a.json',
      ),
      sh('npx @azureml-endpoints/endpoint-emulator --port 4280'),
      sh('npm install --save-dev ai@^7 @azureml-endpoints/core @langchain/core # the peers'),
      '`pnpm test packages/core`, `pnpm vitest`, `npm install`, `npm run dev`, `packages/*/README.md`',
      '```json\n{"compilerOptions": {"strict": true, "module": "nodenext"}}\n```',
    ].join('\n\n')
    const document = { path: 'docs/page.md', ...parseMarkdown(text) }
    expect(Object.values(rules).flatMap((check) => check(document))).toEqual([])
  })
})
