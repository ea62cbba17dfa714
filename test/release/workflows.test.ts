import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { workflowFaults } from '../../scripts/workflow-rules.ts'

const sha = '0123456789abcdef0123456789abcdef01234567'
const root = join(import.meta.dirname, '../..')

const safe = `
on: push
permissions: {}
jobs:
  build:
    runs-on: ubuntu-latest
    timeout-minutes: 5
    permissions:
      contents: read
    steps:
      - uses: actions/checkout@${sha} # v7.0.1
        with:
          persist-credentials: false
      - run: npx -y pnpm@12.0.0 install
      - run: npx -y pnpm@12.0.0 exec tool
  publish:
    runs-on: ubuntu-latest
    timeout-minutes: 5
    environment: npm
    permissions:
      id-token: write
    steps:
      - run: node scripts/release/publish.ts tarballs
`

const lastStep = '      - run: node scripts/release/publish.ts tarballs\n'
const install = '      - run: npx -y pnpm@12.0.0 install\n'

/** Each case replaces a part of the safe workflow, which introduces one kind of fault. */
const unsafe: readonly (readonly [name: string, part: string, replacement: string, fault: RegExp])[] = [
  ['an action by its tag', `checkout@${sha}`, 'checkout@v7', /checkout@v7 is not pinned/],
  ['an action by its branch', `checkout@${sha}`, 'checkout@main', /not pinned/],
  ['an action by a short SHA', sha, sha.slice(0, 12), /not pinned/],
  ['an action without a reference', `@${sha}`, '', /not pinned/],
  ['an action of a folder', install, '      - uses: ./.github/actions/set-up\n', /set-up is not pinned/],
  ['a container by its tag', install, '      - uses: docker://alpine:3\n', /alpine:3 is not pinned/],
  ['an action by an alias', install, '      - name: &action a/b@v1\n        uses: *action\n', /alias/],
  [
    'another’s workflow by its tag',
    'jobs:',
    'jobs:\n  a:\n    uses: a/b/.github/workflows/c.yml@v1',
    /c\.yml@v1 is not/,
  ],
  ['a pin without its version', ' # v7.0.1', '', /does not say its version/],
  ['a pin with half a version', '# v7.0.1', '# v7', /does not say its version/],
  ['npx without a version', 'npx -y pnpm@12.0.0 exec tool', 'npx -y tool', /downloads tool\./],
  ['npx with a range', 'npx -y pnpm@12.0.0 exec tool', 'npx -y tool@^1.0.0', /downloads tool@\^1\.0\.0/],
  ['npx with a tag', 'npx -y pnpm@12.0.0 exec tool', 'npx tool@latest', /downloads tool@latest/],
  ['npx with a package beside', 'npx -y pnpm@12.0.0 exec tool', 'npx -p a@1.0.0 -p b c', /downloads b\./],
  ['npx with a package=', 'npx -y pnpm@12.0.0 exec tool', 'npx --package=b c', /downloads b\./],
  ['npx after a command', 'npx -y pnpm@12.0.0 exec tool', 'cd a && CI=1 npx b', /downloads b\./],
  ['npx within a command', 'npx -y pnpm@12.0.0 exec tool', 'echo "$(npx b)"', /downloads b\./],
  ['npx on the next line', 'npx -y pnpm@12.0.0 exec tool', '|\n          npx \\\n          b', /downloads b\./],
  ['pnpm dlx', 'exec tool', 'dlx tool', /downloads tool\./],
  ['npm exec', 'npx -y pnpm@12.0.0 exec tool', 'npm exec tool', /downloads tool\./],
  ['npm install of a package', 'npx -y pnpm@12.0.0 exec tool', 'npm install -g npm@latest', /downloads npm@latest/],
  ['another pnpm', 'npx -y pnpm@12.0.0 exec', 'npx -y pnpm@11.0.0 exec', /Use pnpm@12\.0\.0/],
  ['a job without permissions', 'permissions: {}', 'name: x', /job other: permissions are missing/],
  ['all permissions', 'permissions:\n      id-token: write', 'permissions: write-all', /write-all/],
  ['all read permissions', 'permissions:\n      contents: read', 'permissions: read-all', /permissions are read-all/],
  ['a job without a timeout', '    timeout-minutes: 5\n    environment', '    environment', /job publish: timeout/],
  ['a checkout that keeps its token', 'persist-credentials: false', 'persist-credentials: true', /leaves its token/],
  ['a checkout as it is by default', '\n        with:\n          persist-credentials: false', '', /leaves its token/],
  ['publishing outside an environment', '    environment: npm\n', '', /names no environment/],
  ['an install where it publishes', lastStep, '      - run: pnpm install\n', /can write, and runs "pnpm install"/],
  ['a build where it publishes', lastStep, '      - run: npm run build\n', /can write, and runs "npm run build"/],
  ['a build after our script', 'publish.ts tarballs', 'publish.ts && make', /can write, and runs "make"/],
  [
    'a program of others',
    'scripts/release/publish.ts',
    'node_modules/x/publish.ts',
    /can write, and runs "node node_mod/,
  ],
  ['a script outside ours', 'scripts/release/publish.ts', 'scripts/../a.ts', /can write, and runs/],
  ['another’s action where it publishes', lastStep, `      - uses: a/b@${sha} # v1.0.0\n`, /can write, and runs a\/b/],
  ['a build where it pushes', 'contents: read', 'contents: write', /job build: it can write, and runs "npx/],
  ['no YAML', 'on: push', 'on: [push', /./],
]

it('accepts a workflow that is pinned and separates its rights', () => {
  expect(workflowFaults(safe, 'pnpm@12.0.0')).toEqual([])
})

it.each(unsafe)('refuses %s', (name, part, replacement, fault) => {
  expect(safe).toContain(part)
  const text = { 'a job without permissions': `${safe}  other:\n    timeout-minutes: 5\n` }[name] ?? safe
  const faults = workflowFaults(text.replace(part, replacement), 'pnpm@12.0.0')
  expect(faults).not.toEqual([])
  expect(faults.filter((found) => !fault.test(found))).toEqual([])
})

it('accepts a job that inherits the workflow’s permissions', () => {
  const text = safe.replace('    permissions:\n      contents: read\n', '')
  expect(workflowFaults(text, 'pnpm@12.0.0')).toEqual([])
})

it.each([
  'npx --yes pnpm@12.0.0 install --frozen-lockfile',
  'npm ci',
  'npx --package=a@1.0.0 --package=@b/c@2.0.0-rc.1 tool',
  '# npx tool',
])('accepts the command %s', (command) => {
  const text = safe.replace('npx -y pnpm@12.0.0 exec tool', `|\n          ${command}`)
  expect(workflowFaults(text, 'pnpm@12.0.0')).toEqual([])
})

it('finds the workflows of this repository, and nothing unsafe in them', () => {
  const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { packageManager: string }
  const paths = globSync('.github/workflows/*.{yml,yaml}', { cwd: root })
  const faults = paths.flatMap((path) => workflowFaults(readFileSync(join(root, path), 'utf8'), packageManager))
  expect(paths.length).toBeGreaterThan(2)
  expect(faults).toEqual([])
})

it('previews and packs every package, not a list of them', () => {
  const read = (path: string): string => readFileSync(join(root, path), 'utf8')
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Readonly<Record<string, string>> }
  expect(read('.github/workflows/preview.yml')).toContain(' preview:packages\n')
  expect(scripts['preview:packages']).toMatch(/ '\.\/packages\/\*'$/)
  expect(read('.github/workflows/release.yml')).toContain(' --filter "./packages/*" pack ')
})
