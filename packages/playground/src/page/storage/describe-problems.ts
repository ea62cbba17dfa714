import type { z } from 'zod'

/** Describes what is wrong with a value from a file, a link or the storage, for a person: the place, then the problem. */
export function describeProblems(value: string, { issues }: z.ZodError): string {
  const lines = issues.slice(0, maxIssues).map(({ path, message }) => {
    const place = path.map(String).join('.').slice(0, maxPlaceLength)
    return place === '' ? message : `${place}: ${message}`
  })
  const more = issues.length > maxIssues ? `; and ${issues.length - maxIssues} more problems` : ''
  return `${value} is not valid. ${lines.join('; ').slice(0, maxLength)}${more}.`
}

const maxIssues = 3
const maxPlaceLength = 100
const maxLength = 500
