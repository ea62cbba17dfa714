// Continues the runs that were interrupted, as soon as the server starts.

import { definePlugin } from 'nitro'
import { getWorld } from 'workflow/runtime'

export default definePlugin(() => void getWorld().start?.())
