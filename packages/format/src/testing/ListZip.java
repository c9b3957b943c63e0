import java.io.IOException;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Lists the entries of a ZIP that comes from a pipe, each read to its end. */
class ListZip {
  public static void main(String[] args) throws IOException {
    byte[] buffer = new byte[1 << 16];
    try (ZipInputStream zip = new ZipInputStream(System.in)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        while (zip.read(buffer) != -1) {}
        System.out.println(entry.getName());
      }
    }
  }
}
