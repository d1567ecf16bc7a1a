// The entry of the standalone page.

import { start } from "./start.jsx";

await start(document);
