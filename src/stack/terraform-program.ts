export { findTerraform } from "./terraform-program.cjs";
