package org.redoubt.independent;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** The functions of the section "Notation", and sealed blocks. */
final class Crypto {
    private static final int SEALED_BLOCK = 65_536 + 16;

    private Crypto() {
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    static byte[] u32(int value) {
        return ByteBuffer.allocate(4).putInt(value).array();
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    static byte[] sha256(byte[] bytes) throws GeneralSecurityException {
        return MessageDigest.getInstance("SHA-256").digest(bytes);
    }

    static byte[] hmac(byte[] key, byte[] bytes) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(bytes);
    }

    static byte[] hkdf(byte[] secret, byte[] salt, byte[] info, int length) throws GeneralSecurityException {
        byte[] extracted = hmac(salt, secret);
        byte[] all = new byte[0];
        byte[] block = new byte[0];
        for (int i = 1; all.length < length; i++) {
            block = hmac(extracted, join(block, info, new byte[] {(byte) i}));
            all = join(all, block);
        }
        return Arrays.copyOf(all, length);
    }

    /** The reverse of SEAL. */
    static byte[] open(byte[] key, int stream, long position, byte[] bound, byte[] sealed) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        byte[] nonce = ByteBuffer.allocate(12).putInt(stream).putLong(position).array();
        cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, nonce));
        cipher.updateAAD(bound);
        return cipher.doFinal(sealed);
    }

    static byte[] openBlocks(byte[] key, byte[] bound, byte[] sealed) throws GeneralSecurityException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int number = 0;
        for (int at = 0; at < sealed.length; at += SEALED_BLOCK) {
            int end = Math.min(sealed.length, at + SEALED_BLOCK);
            out.writeBytes(open(key, end == sealed.length ? 1 : 0, number++, bound, Arrays.copyOfRange(sealed, at, end)));
        }
        return out.toByteArray();
    }
}
