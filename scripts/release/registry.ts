import { spawnSync } from 'node:child_process'
import type { PublicPackage } from './public-packages.ts'

/** Asks npm's registry whether this version of a package is there. Throws if it gives no clear answer. */
export function isPublished({ name, version }: Pick<PublicPackage, 'name' | 'version'>): boolean {
  const spec = `${name}@${version}`
  const { status, stdout, stderr } = spawnSync('npm', ['view', spec, 'version', '--json', '--prefer-online'], {
    encoding: 'utf8',
    timeout: 60_000,
  })
  // For an unknown version of a known package, some versions of npm print nothing and others fail with E404.
  if (status === 0) return stdout.trim() !== ''
  if (/\bE404\b/.test(stdout + stderr)) return false
  throw new Error(`The registry could not be asked for ${spec}. Run the job again. npm said:\n${stdout}${stderr}`)
}
