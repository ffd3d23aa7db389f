/** What a door has to know of the installation's secret: that operations take it, and how a key for a purpose of its own is made. */
export { newSecret, readSecret, secretPlace, subkey, type Secret } from "../store/secret-key.ts";
