/** What a door has to know of the database: that operations take one, and that it may be away. */
export { connectionsOf, type Database } from "../store/database.ts";
export { DatabaseUnavailable } from "../store/database-errors.ts";
