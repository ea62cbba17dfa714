import type { Page } from 'playwright-core'

/** Adds to a list what a page throws, and the errors and warnings in its console. */
export function collectErrors(page: Page, errors: string[]): void {
  page.on('pageerror', ({ message }) => errors.push(message))
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') errors.push(message.text())
  })
}
