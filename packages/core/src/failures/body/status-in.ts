import type { Fields } from '../../json/fields.ts'

/** Returns the HTTP status that an error contains. */
export function statusIn(value: Fields): number | undefined {
  const { status, statusCode, status_code: snake, StatusCode, http_status: http, httpStatus, code, Code } = value
  return [status, statusCode, snake, StatusCode, http, httpStatus, code, Code]
    .map(toStatus)
    .find((found) => found !== undefined)
}

function toStatus(value: unknown): number | undefined {
  const status = typeof value === 'string' && /^\d{3}$/.test(value.trim()) ? Number(value) : value
  return typeof status === 'number' && Number.isInteger(status) && status >= 100 && status < 600 ? status : undefined
}
