// `node scripts/release/pull-request.ts <patch>`: proposes a patch made by `pnpm version:packages` as the pull request
// "Release", or updates that pull request. The patch comes from a job that can install packages but not write.
import { execFileSync } from 'node:child_process'
import { publicPackages } from './public-packages.ts'

const branch = 'changeset-release/main'
const author = ['user.name=github-actions[bot]', 'user.email=41898282+github-actions[bot]@users.noreply.github.com']

main(process.argv[2])

function main(patch: string | undefined): void {
  if (patch === undefined) throw new Error('The patch is missing. Give its path as the argument.')
  const before = new Map(publicPackages(process.cwd()).map(({ name, version }) => [name, version]))
  run('git', 'apply', '--index', patch)
  run('git', ...author.flatMap((setting) => ['-c', setting]), 'commit', '--quiet', '--message', 'Release')
  run('git', 'push', '--quiet', '--force', 'origin', `HEAD:refs/heads/${branch}`)
  const body = describe(before)
  const open = run('gh', 'pr', 'list', '--head', branch, '--state', 'open', '--json', 'number', '--jq', '.[].number')
  const [number] = open.trim().split('\n')
  if (number) run('gh', 'pr', 'edit', number, '--title', 'Release', '--body', body)
  else run('gh', 'pr', 'create', '--base', 'main', '--head', branch, '--title', 'Release', '--body', body)
}

function describe(before: ReadonlyMap<string, string>): string {
  const bumped = publicPackages(process.cwd()).filter(({ name, version }) => before.get(name) !== version)
  const lines = bumped.map(({ name, version }) => `- \`${name}\` ${before.get(name) ?? 'new'} → ${version}`)
  return `Merging this publishes:\n\n${lines.join('\n')}\n\nThe release notes are in each package's CHANGELOG.md.\n`
}

function run(command: string, ...words: readonly string[]): string {
  return execFileSync(command, words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] })
}
