// The entry of the embed.

import { startEmbed } from "./start.jsx";

await startEmbed(window);
