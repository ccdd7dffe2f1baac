/** Texts of these pages; they are loaded with them. */
export const indonesian = {
  title: "Tabungan saya",
};
