import { Badge, createTheme, type CSSVariablesResolver, Drawer, Modal } from '@mantine/core'

/** The theme of the page: Mantine's default, with more contrast. */
export const theme = createTheme({
  // The title of a dialog is a `header` element, which is not the banner of the page.
  components: {
    Badge: Badge.extend({ defaultProps: { tt: 'none' } }),
    Drawer: Drawer.extend({ defaultProps: { attributes: { header: { role: 'none' } } } }),
    Modal: Modal.extend({ defaultProps: { attributes: { header: { role: 'none' } } } }),
  },
  primaryColor: 'indigo',
  primaryShade: { light: 8, dark: 7 },
  defaultRadius: 'md',
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, sans-serif',
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, monospace',
})

/** Raises the contrast of dimmed text and placeholders. */
export const readableShades: CSSVariablesResolver = ({ colors }) => ({
  variables: {},
  light: {
    '--listing-background': colors.gray[1],
    '--mantine-color-dimmed': colors.gray[7],
    '--mantine-color-placeholder': colors.gray[7],
  },
  dark: {
    '--listing-background': colors.dark[8],
    '--mantine-color-dimmed': colors.dark[1],
    '--mantine-color-placeholder': colors.dark[1],
  },
})
